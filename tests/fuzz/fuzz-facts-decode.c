/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/mail/facts.h"

/* What decodes is what encoding writes, byte for byte. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	auto_buf struct buf bytes = BUF_INIT(n_data);
	struct facts *facts = NULL;

	if (facts_decode((const char *)data, n_data, &facts, NULL) != RC_OK)
		return 0;
	facts_encode(facts, &bytes);
	assert(bytes.len == n_data && memcmp(bytes.data, data, n_data) == 0);
	facts_free(facts);
	return 0;
}
