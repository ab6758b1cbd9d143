/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/digestmail.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "lib/mail/header.h"
#include "lib/store/digest.h"
#include "lib/store/journal.h"
#include "lib/store/member.h"
#include "lib/store/message.h"
#include "lib/store/outbox.h"
#include "list-manager/fanout.h"
#include "list-manager/listaddress.h"
#include "list-manager/listfields.h"
#include "list-manager/membrane/fields.h"

enum { HEADER_BYTES = 64 * 1024 };

/* Which digest it is, and who reads it. */
struct edition {
	char *view;
	int64_t since_s, until_s;
	struct list list; /* id 0: the view `company', which nobody is sent */
	enum side side;
};

#define auto_edition __attribute__((cleanup(edition_release)))

static void
edition_release(struct edition *edition)
{
	mem_cleanup_free(&edition->view);
	list_release(&edition->list);
}

static enum rc
no_edition(const char *digest, struct err *err)
{
	return err_set(err, RC_PERM, "5.6.0",
	    "'%s' is no digest of a view of this site", digest);
}

/* "VIEW SINCE UNTIL".  An end that lies ahead would silence the view until
 * then. */
static enum rc
read_times(
    const char *digest, int64_t now_s, struct edition *ret, struct err *err)
{
	auto_strv struct strv words = STRV_INIT;
	uint64_t since_s, until_s;

	strv_split(&words, digest, " ");
	if (words.n != 3 || !ascii_number(words.v[1], INT64_MAX, &since_s) ||
	    !ascii_number(words.v[2], INT64_MAX, &until_s) ||
	    since_s >= until_s || until_s > (uint64_t)now_s)
		return no_edition(digest, err);
	ret->view = mem_dup(words.v[0]);
	ret->since_s = (int64_t)since_s;
	ret->until_s = (int64_t)until_s;
	return RC_OK;
}

/* The list of the view and the side that reads it. */
static enum rc
find_readers(struct store *store, const char *digest, struct edition *ret,
    struct err *err)
{
	const char *dot = strrchr(ret->view, '.');
	auto_free char *name = NULL;
	enum rc rc;

	if (strcmp(ret->view, "company") == 0)
		return RC_OK;
	if (dot != NULL && strcmp(dot, ".client") == 0)
		ret->side = SIDE_CLIENT;
	else if (dot != NULL && strcmp(dot, ".internal") == 0)
		ret->side = SIDE_INTERNAL;
	else
		return no_edition(digest, err);
	name = mem_dup_n(ret->view, (size_t)(dot - ret->view));
	rc = list_by_name(store, name, &ret->list, err);
	if (rc == RC_NOENT ||
	    (rc == RC_OK && ret->list.kind == LIST_INTERNAL &&
		ret->side == SIDE_CLIENT))
		return no_edition(digest, err);
	return rc;
}

static enum rc
find_recipients(struct store *store, const struct edition *edition,
    struct strv *ret, struct err *err)
{
	auto_members struct members members = { .n = 0 };
	enum rc rc;

	if (edition->list.id == 0)
		return RC_OK;
	rc = member_all(store, edition->list.id, &members, err);
	for (size_t i = 0; rc == RC_OK && i < members.n; i++)
		if (members.v[i].side == edition->side &&
		    members.v[i].delivery == DELIVERY_DIGEST)
			strv_add(ret, members.v[i].person.address);
	return rc;
}

/* One id for one digest: made anew after a crash it is the same. */
static char *
message_id(const struct manager *manager, const struct edition *edition)
{
	char name[NAME_BYTES];
	auto_free char *object =
	    mem_format("%s %lld", edition->view, (long long)edition->until_s);

	secret_name(&manager->secret, "digest", object, name);
	return mem_format("%s@%s", name, manager->site->domain);
}

/* What the composer may say in the header; all else is the list's to say. */
static bool
field_is_composed(const struct field *field)
{
	static const char *const names[] = { "Subject", "MIME-Version",
		"Content-Type", "Content-Transfer-Encoding", NULL };

	for (size_t i = 0; names[i] != NULL; i++)
		if (field_is(field, names[i]))
			return true;
	return false;
}

/* Every address leads to the side that reads it: the answer to an internal
 * digest is internal (DESIGN.md 5.2). */
static void
write_header(const struct site *site, const struct edition *edition,
    const struct spooled *spooled, size_t n_header, const char *id,
    struct buf *buf)
{
	const struct list *list = &edition->list;
	auto_free char *address =
	    list_post_address(site, list->name, edition->side);
	auto_free char *from = mem_format("%s digest", list->name);
	auto_free char *id_value = mem_format("<%s>", id);
	char date[CLOCK_DATE_BYTES];
	struct field field;
	size_t pos = 0;

	clock_rfc5322(edition->until_s, date);
	compose_mailbox_field(buf, "From", from, address);
	compose_mailbox_field(buf, "To", list->name, address);
	compose_mailbox_field(buf, "Reply-To", list->name, address);
	compose_raw_field(buf, "Date", date);
	compose_raw_field(buf, "Message-ID", id_value);
	while (header_next(spooled->raw, n_header, &pos, &field))
		if (field_is_composed(&field))
			field_copy(buf, &field);
	compose_raw_field(buf, "Auto-Submitted", "auto-generated");
	compose_raw_field(buf, "X-Auto-Response-Suppress", "All");
	listfields_write(site, list, edition->side, buf);
	buf_putc(buf, '\n');
}

static enum rc
queue(struct manager *manager, const struct edition *edition,
    const struct spooled *spooled, const struct message *message,
    const struct strv *recipients, int64_t now_s, struct err *err)
{
	size_t n_header = header_end(spooled->raw, spooled->n_raw);
	auto_buf struct buf header = BUF_INIT(HEADER_BYTES);
	auto_free char *sender = fanout_sender(manager, message->msgid);
	struct outbox_copy copy = {
		.message_id = message->id,
		.body_offset = n_header,
		.sender = sender,
		.list_id = edition->list.id,
		.created_s = now_s,
	};

	write_header(
	    manager->site, edition, spooled, n_header, message->msgid, &header);
	if (buf_is_full(&header))
		return err_set(err, RC_PERM, "5.6.0",
		    "the header of the digest would be larger than %d bytes",
		    HEADER_BYTES);
	copy.header = header.data;
	copy.n_header = header.len;
	return outbox_add(manager->store, &copy, recipients,
	    manager->site->recipients_per_transaction, err);
}

/* For nobody nothing is stored. */
static enum rc
send_edition(struct manager *manager, const struct edition *edition,
    const struct spooled *spooled, int64_t now_s, int64_t *ret_message_id,
    struct err *err)
{
	auto_strv struct strv recipients = STRV_INIT;
	auto_message struct message message = {
		.msgid = message_id(manager, edition),
		.subject = mem_format("digest of %s", edition->view),
		.from_name = mem_dup(""),
		.from_address = mem_dup(""),
		.date_s = edition->until_s,
		.received_s = spooled->envelope.received_s,
	};
	enum rc rc = find_recipients(manager->store, edition, &recipients, err);

	if (rc != RC_OK || recipients.n == 0)
		return rc;
	rc = message_add(
	    manager->store, &message, spooled->raw, spooled->n_raw, err);
	if (rc == RC_OK)
		rc = queue(manager, edition, spooled, &message, &recipients,
		    now_s, err);
	if (rc == RC_OK)
		rc = journal_add(manager->store, now_s, "digest",
		    edition->list.id, 0, spooled->envelope.digest, err);
	if (rc == RC_OK)
		*ret_message_id = message.id;
	return rc;
}

enum rc
digestmail_queue(struct manager *manager, const struct spooled *spooled,
    int64_t now_s, int64_t *ret_message_id, struct err *err)
{
	const char *digest = spooled->envelope.digest;
	auto_edition struct edition edition = { .view = NULL };
	enum rc rc = read_times(digest, now_s, &edition, err);

	if (rc == RC_OK)
		rc = find_readers(manager->store, digest, &edition, err);
	if (rc == RC_OK)
		rc = digest_record(manager->store, edition.view,
		    edition.since_s, edition.until_s, err);
	log_event(
	    rc == RC_NOENT ? "digest-told" : "digest", "which", digest, NULL);
	*ret_message_id = 0;
	if (rc == RC_NOENT)
		return RC_OK;
	return rc == RC_OK ? send_edition(manager, &edition, spooled, now_s,
				 ret_message_id, err)
			   : rc;
}
