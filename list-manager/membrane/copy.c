/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/copy.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "lib/mail/header.h"
#include "list-manager/listaddress.h"
#include "list-manager/listfields.h"
#include "list-manager/membrane/addressees.h"
#include "list-manager/membrane/fields.h"
#include "list-manager/membrane/from.h"
#include "list-manager/membrane/ids.h"

static bool
is_internal_list(const struct copy *copy)
{
	return copy->readers.list->kind == LIST_INTERNAL;
}

/* The author's own fields, in his order. */
static void
write_own(const struct copy *copy, struct buf *buf)
{
	bool is_from_kept = from_is_kept(copy);
	unsigned seen = 0;
	struct field field;
	size_t pos = 0;

	while (header_next(copy->raw, copy->n_header, &pos, &field)) {
		bool passes = is_internal_list(copy)
		    ? field_passes_internal(&field)
		    : field_passes_mixed(&field, &seen);

		if (field_is(&field, "From"))
			passes = is_from_kept;
		if (passes)
			field_copy(buf, &field);
	}
	if (!is_from_kept)
		from_rewrite(copy, buf);
}

static void
write_as_author_did(const struct copy *copy, const char *name, struct buf *buf)
{
	struct field field;
	size_t pos = 0;

	while (header_next(copy->raw, copy->n_header, &pos, &field))
		if (field_is(&field, name))
			field_copy(buf, &field);
}

static void
write_missing_date(const struct copy *copy, struct buf *buf)
{
	char date[CLOCK_DATE_BYTES];
	struct field field;
	size_t pos = 0;

	while (header_next(copy->raw, copy->n_header, &pos, &field))
		if (field_is(&field, "Date"))
			return;
	clock_rfc5322(copy->accepted_s, date);
	compose_raw_field(buf, "Date", date);
}

static enum rc
write_addressees(struct store *store, const struct copy *copy,
    const char *list_address, struct buf *buf, struct err *err)
{
	auto_addressees struct addressees sorted = { .kept = { .n = 0 } };
	enum rc rc = addressees_sort(store, copy, &sorted, err);

	if (rc != RC_OK)
		return rc;
	if (is_internal_list(copy) && sorted.struck.n == 0) {
		write_as_author_did(copy, "To", buf);
		write_as_author_did(copy, "Cc", buf);
		return RC_OK;
	}
	compose_mailbox_field(
	    buf, "To", copy->readers.list->name, list_address);
	compose_mailboxes_field(buf, "Cc", &sorted.kept);
	if (copy->post_side == SIDE_INTERNAL)
		compose_mailboxes_field(buf, "Also-Sent-To", &sorted.struck);
	return RC_OK;
}

/* A reply goes where the post came from.  On an internal list it goes to the
 * author unless he asked for another place, which is then the list. */
static void
write_reply_to(
    const struct copy *copy, const char *list_address, struct buf *buf)
{
	if (!is_internal_list(copy) || copy->facts->reply_to.n > 0)
		compose_mailbox_field(
		    buf, "Reply-To", copy->readers.list->name, list_address);
}

enum rc
copy_header(struct store *store, const struct copy *copy, struct buf *ret,
    struct err *err)
{
	auto_free char *list_address = list_post_address(
	    copy->site, copy->readers.list->name, copy->post_side);
	enum rc rc;

	write_own(copy, ret);
	write_missing_date(copy, ret);
	rc = write_addressees(store, copy, list_address, ret, err);
	if (rc == RC_OK)
		rc = ids_write(store, copy, ret, err);
	if (rc != RC_OK)
		return rc;
	write_reply_to(copy, list_address, ret);
	listfields_write(copy->site, copy->readers.list, copy->post_side, ret);
	buf_putc(ret, '\n');
	if (buf_is_full(ret))
		return err_set(err, RC_PERM, "5.6.0",
		    "the header of the copies would be larger than %d bytes",
		    COPY_HEADER_BYTES);
	return RC_OK;
}
