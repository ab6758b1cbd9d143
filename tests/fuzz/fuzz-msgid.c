/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>

#include "lib/mail/msgid.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	auto_strv struct strv ids = STRV_INIT;

	msgid_scan((const char *)data, n_data, &ids);
	msgid_scan((const char *)data, n_data, &ids);
	assert(ids.n <= MSGID_COUNT);
	for (size_t i = 0; i < ids.n; i++)
		assert(msgid_is_safe(ids.v[i]));
	return 0;
}
