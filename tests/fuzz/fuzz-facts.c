/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>

#include "lib/base/buf.h"
#include "lib/mail/bounds.h"
#include "lib/mail/facts.h"
#include "lib/mail/worker-private.h"

/* Facts of anything within bounds keep what facts.h promises, which is what
 * decoding checks. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	const char *raw = (const char *)data;
	auto_buf struct buf bytes = BUF_INIT(WORKER_REPLY_BYTES);
	auto_facts struct facts *facts = NULL;
	auto_facts struct facts *decoded = NULL;
	enum rc rc;

	if (bounds_check(raw, n_data, NULL) != RC_OK)
		return 0;
	facts = facts_parse(raw, n_data);
	facts_encode(facts, &bytes);
	assert(!buf_is_full(&bytes));
	rc = facts_decode(bytes.data, bytes.len, &decoded, NULL);
	assert(rc == RC_OK);
	return 0;
}
