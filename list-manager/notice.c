/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/notice.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/compose.h"
#include "lib/mail/header.h"
#include "lib/store/journal.h"
#include "lib/store/message.h"
#include "lib/store/outbox.h"
#include "list-manager/fanout.h"
#include "list-manager/listaddress.h"

enum { NOTICE_BYTES = 256 * 1024 };

/* Where an answer to the notice goes: that is also its From, so that every
 * mail client finds it. */
static char *
reply_address(const struct site *site, const struct notice *notice)
{
	if (notice->token != NULL)
		return mem_format("c-%s@%s", notice->token, site->domain);
	if (notice->list == NULL)
		return mem_format("postmaster@%s", site->domain);
	/* The owners may be clients. */
	if (notice->is_internal)
		return list_post_address(
		    site, notice->list->name, SIDE_INTERNAL);
	return list_function_address(
	    site, notice->list->name, notice->list->kind, "owner");
}

/* One id for one notice: made anew after a rollback it is the same. */
static char *
message_id(
    const struct manager *manager, const struct notice *notice, int64_t now_s)
{
	char name[NAME_BYTES];
	auto_free char *object = mem_format("%s %s %s %lld", notice->to_address,
	    notice->about != NULL ? notice->about : "",
	    notice->token != NULL ? notice->token : notice->subject,
	    (long long)now_s);

	secret_name(&manager->secret, "notice", object, name);
	return mem_format("%s@%s", name, manager->site->domain);
}

static void
write_about(const char *about, struct buf *buf)
{
	char *ids[] = { mem_dup(about) };
	struct strv list = { .v = ids, .n = 1 };

	compose_ids_field(buf, "In-Reply-To", &list);
	compose_ids_field(buf, "References", &list);
	mem_cleanup_free(&ids[0]);
}

static void
write_notice(const struct manager *manager, const struct notice *notice,
    const char *id, int64_t now_s, struct buf *buf)
{
	auto_free char *from = reply_address(manager->site, notice);
	auto_free char *id_value = mem_format("<%s>", id);
	char date[CLOCK_DATE_BYTES];

	clock_rfc5322(now_s, date);
	compose_mailbox_field(buf, "From",
	    notice->list != NULL ? notice->list->name : "Trestle", from);
	compose_mailbox_field(buf, "To", notice->to_name, notice->to_address);
	compose_text_field(buf, "Subject", notice->subject);
	compose_raw_field(buf, "Date", date);
	compose_raw_field(buf, "Message-ID", id_value);
	if (notice->about != NULL)
		write_about(notice->about, buf);
	compose_raw_field(buf, "Auto-Submitted",
	    notice->is_answer ? "auto-replied" : "auto-generated");
	/* Exchange answers automatic mail unless told not to. */
	compose_raw_field(buf, "X-Auto-Response-Suppress", "All");
	compose_text_body(buf, notice->text);
}

/* Only the body is stored for good: the header, with the token in it, goes
 * with the outbox (its invariant O7). */
enum rc
notice_queue(struct manager *manager, const struct notice *notice,
    int64_t now_s, struct err *err)
{
	auto_buf struct buf mail = BUF_INIT(NOTICE_BYTES);
	auto_free char *id = message_id(manager, notice, now_s);
	auto_free char *sender =
	    notice->is_answer ? mem_dup("") : fanout_sender(manager, id);
	auto_strv struct strv recipients = STRV_INIT;
	auto_message struct message message = {
		.msgid = mem_dup(id),
		.subject = mem_dup(notice->subject),
		.from_name = mem_dup(""),
		.from_address = mem_dup(""),
		.date_s = now_s,
		.received_s = now_s,
	};
	struct outbox_copy copy = { .sender = sender, .created_s = now_s };
	size_t n_header;
	enum rc rc;

	write_notice(manager, notice, id, now_s, &mail);
	if (buf_is_full(&mail))
		return err_set(err, RC_PERM, "5.3.4",
		    "the notice \"%s\" is too large", notice->subject);
	n_header = header_end(mail.data, mail.len);
	rc = message_add(manager->store, &message, mail.data + n_header,
	    mail.len - n_header, err);
	if (rc != RC_OK)
		return rc;
	copy.message_id = message.id;
	copy.header = mail.data;
	copy.n_header = n_header;
	strv_add(&recipients, notice->to_address);
	return outbox_add(manager->store, &copy, &recipients, 1, err);
}

enum rc
notice_answer(struct manager *manager, const struct list *list,
    const char *sender, const char *subject, const char *text,
    const char *about, int64_t now_s, bool *ret, struct err *err)
{
	auto_free char *address = address_normal(sender);
	struct notice notice = {
		.list = list,
		.to_name = "",
		.to_address = address,
		.subject = subject,
		.text = text,
		.about = about,
		.is_answer = true,
	};
	bool is_due = false;
	enum rc rc;

	*ret = false;
	if (address == NULL || address_is_ours(manager->site, address))
		return RC_OK;
	rc = answer_is_due(manager->store, address, now_s,
	    manager->site->answer_interval_s, &is_due, err);
	if (rc != RC_OK || !is_due)
		return rc;
	rc = notice_queue(manager, &notice, now_s, err);
	*ret = rc == RC_OK;
	return rc;
}
