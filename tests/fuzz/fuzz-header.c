/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/bounds.h"
#include "lib/mail/header.h"

/* The fields are the header's bytes, one behind the other, up to the empty
 * line. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	const char *raw = (const char *)data;
	size_t n_header = header_end(raw, n_data);
	struct field field;
	size_t pos = 0;
	size_t n_seen = 0;

	assert(n_header <= n_data);
	while (header_next(raw, n_header, &pos, &field)) {
		auto_free char *text = field_text(&field);

		assert(field.bytes == raw + n_seen && field.n_bytes > 0);
		assert(strpbrk(text, "\r\n") == NULL);
		assert(strlen(text) <= field.n_value);
		n_seen += field.n_bytes;
		assert(pos == n_seen);
	}
	assert(n_header - n_seen <= 2);
	bounds_check(raw, n_data, NULL);
	return 0;
}
