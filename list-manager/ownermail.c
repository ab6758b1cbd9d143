/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/ownermail.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "lib/mail/header.h"
#include "lib/store/outbox.h"
#include "list-manager/fanout.h"
#include "list-manager/membrane/copy.h"
#include "list-manager/membrane/fields.h"
#include "list-manager/staff.h"

static enum rc
find_owners(struct manager *manager, const struct list *list, struct strv *ret,
    struct err *err)
{
	auto_members struct members owners = { .n = 0 };
	enum rc rc = RC_OK;

	if (list != NULL)
		rc = staff_of(
		    manager->store, list, ROLE_OWNER, false, &owners, err);
	for (size_t i = 0; rc == RC_OK && i < owners.n; i++)
		strv_add(ret, owners.v[i].person.address);
	if (ret->n == 0 && manager->site->owner[0] != '\0')
		strv_add(ret, manager->site->owner);
	return rc;
}

/* The From is ours, since the author's domain may forbid us to use his. */
static void
write_header(const struct letter *letter, const struct author *author,
    const char *recipient, struct buf *header)
{
	auto_free char *id = mem_format("<%s>", letter->message.msgid);
	const char *name =
	    author->name[0] != '\0' ? author->name : author->address;
	struct field field;
	unsigned seen = 0;
	size_t pos = 0;

	while (header_next(letter->raw, letter->n_header, &pos, &field))
		if (field_passes_mixed(&field, &seen))
			field_copy(header, &field);
	compose_mailbox_field(header, "From", name, recipient);
	compose_mailbox_field(header, "To", "", recipient);
	if (author->is_single)
		compose_mailbox_field(
		    header, "Reply-To", author->name, author->address);
	compose_raw_field(header, "Message-ID", id);
	buf_putc(header, '\n');
}

enum rc
ownermail_forward(struct manager *manager, const struct letter *letter,
    const struct author *author, const char *recipient, const struct list *list,
    int64_t now_s, bool *ret, struct err *err)
{
	auto_buf struct buf header = BUF_INIT(COPY_HEADER_BYTES);
	auto_strv struct strv owners = STRV_INIT;
	auto_free char *object =
	    mem_format("%s %s", recipient, letter->message.msgid);
	auto_free char *sender = fanout_sender(manager, object);
	struct outbox_copy copy = {
		.message_id = letter->message.id,
		.body_offset = letter->n_header,
		.sender = sender,
		.list_id = list != NULL ? list->id : 0,
		.created_s = now_s,
	};
	enum rc rc = find_owners(manager, list, &owners, err);

	*ret = owners.n > 0;
	if (rc != RC_OK || owners.n == 0)
		return rc;
	write_header(letter, author, recipient, &header);
	if (buf_is_full(&header))
		return err_set(err, RC_PERM, "5.6.0",
		    "its header is too large to pass on");
	copy.header = header.data;
	copy.n_header = header.len;
	return outbox_add(manager->store, &copy, &owners,
	    manager->site->recipients_per_transaction, err);
}
