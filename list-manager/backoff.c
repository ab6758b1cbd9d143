/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/backoff.h"

#include "lib/base/clock.h"

int64_t
backoff_s(unsigned attempt)
{
	const int64_t longest_s = 4 * CLOCK_HOUR_S;
	int64_t wait_s = 5 * CLOCK_MINUTE_S;

	for (unsigned i = 1; i < attempt && wait_s < longest_s; i++)
		wait_s *= 2;
	return wait_s < longest_s ? wait_s : longest_s;
}
