/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/backoff.h"

#include <limits.h>

#include "tests/tap.h"

static const struct {
	const char *name;
	unsigned attempt;
	int64_t want_minutes;
} rows[] = {
	{ "the first", 1, 5 },
	{ "the second", 2, 10 },
	{ "the third", 3, 20 },
	{ "the fourth", 4, 40 },
	{ "the fifth", 5, 80 },
	{ "the sixth", 6, 160 },
	{ "the seventh: the longest", 7, 240 },
	{ "any later", 8, 240 },
	{ "without end", UINT_MAX, 240 },
	{ "none yet", 0, 5 },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_is_int(backoff_s(rows[i].attempt),
		    rows[i].want_minutes * 60, "%s", rows[i].name);
	return tap_done();
}
