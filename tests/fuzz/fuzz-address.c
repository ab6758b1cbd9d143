/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/compose.h"

/* What is safe stays so in its normal form, and no address and no name can
 * bring a second line that is not a fold into a header. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	auto_free char *text = mem_dup_n((const char *)data, n_data);
	auto_free char *normal = address_normal(text);
	auto_buf struct buf field = BUF_INIT(20 * n_data + 1000);

	if (normal != NULL) {
		auto_free char *again = address_normal(normal);

		assert(again != NULL && strcmp(again, normal) == 0);
		assert(address_is_in_domain(normal, address_domain(normal)));
	}
	compose_mailbox_field(&field, "From", text, "a@b");
	compose_mailbox_field(&field, "From", "", text);
	compose_text_field(&field, "From", text);
	compose_raw_field(&field, "From", text);
	assert(!buf_is_full(&field));
	for (const char *p = buf_string(&field); *p != '\0';) {
		assert(*p == ' ' || strncmp(p, "From:", 5) == 0);
		assert(strcspn(p, "\n") <= 998);
		p += strcspn(p, "\n") + 1;
	}
	return 0;
}
