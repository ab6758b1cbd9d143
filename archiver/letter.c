/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/letter.h"

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/mail/header.h"

static char *
made_id(const char *domain, const char *raw, size_t n_raw)
{
	unsigned char hash[SHA256_BYTES];
	char name[NAME_BYTES];

	sha256(raw, n_raw, hash);
	name_of_hash(hash, name);
	return mem_format("%s@%s", name, domain);
}

struct letter
letter_of(const char *domain, const char *raw, size_t n_raw,
    const struct facts *facts, int64_t received_s)
{
	static const struct facts unknown = { .n_parts = 0 };
	const struct facts *known = facts != NULL ? facts : &unknown;
	const struct mailbox *from =
	    known->from.n > 0 ? &known->from.v[0] : NULL;

	return (struct letter){
		.facts = facts,
		.raw = raw,
		.n_raw = n_raw,
		.n_header = header_end(raw, n_raw),
		.message = {
			.msgid = known->message_id != NULL
			    ? mem_dup(known->message_id)
			    : made_id(domain, raw, n_raw),
			.subject = mem_dup(
			    known->subject != NULL ? known->subject : ""),
			.from_name = mem_dup(from != NULL ? from->name : ""),
			.from_address = mem_dup(
			    from != NULL ? from->address : ""),
			.date_s = known->date_s != 0 ? known->date_s
						     : received_s,
			.received_s = received_s,
		},
	};
}

void
letter_release(struct letter *letter)
{
	message_release(&letter->message);
}
