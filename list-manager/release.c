/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/release.h"

#include <string.h>

#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/header.h"
#include "lib/store/intake.h"
#include "lib/store/journal.h"
#include "list-manager/alert.h"
#include "list-manager/decide.h"
#include "list-manager/holding.h"
#include "list-manager/naming.h"
#include "list-manager/notice.h"
#include "list-manager/posting.h"

/* A hold with what it needs to be sent or answered for. */
struct held {
	struct hold hold;
	struct audience audience;
	struct list list;
	struct message message;
	int64_t by_person_id; /* who ends it, 0: nobody */
	char *recipient; /* it was written to */
	char *sender; /* of its envelope */
};

#define auto_held __attribute__((cleanup(held_release)))

static void
held_release(struct held *held)
{
	list_release(&held->list);
	message_release(&held->message);
	mem_cleanup_free(&held->recipient);
	mem_cleanup_free(&held->sender);
}

static enum rc
held_load(struct manager *manager, int64_t hold_id, struct held *held,
    struct err *err)
{
	struct store *store = manager->store;
	enum rc rc = hold_get(store, hold_id, &held->hold, err);

	if (rc == RC_OK && held->hold.state != HOLD_WAITING)
		return RC_NOENT;
	if (rc == RC_OK)
		rc = audience_by_id(
		    store, held->hold.audience_id, &held->audience, err);
	if (rc == RC_OK)
		rc =
		    list_by_id(store, held->audience.list_id, &held->list, err);
	if (rc == RC_OK)
		rc = message_get(
		    store, held->hold.message_id, &held->message, err);
	if (rc == RC_OK)
		rc = disposition_get(store, held->hold.disposition_id,
		    &held->recipient, &held->sender, err);
	return rc;
}

/* The end of a hold: its row, its recipient's, the journal's, the log's. */
static enum rc
hold_end_as(struct manager *manager, const struct held *held,
    enum hold_state state, enum outcome outcome, const char *reason,
    int64_t now_s, struct err *err)
{
	struct store *store = manager->store;
	auto_free char *text = mem_format(
	    "%s to %s: %s", held->message.msgid, held->recipient, reason);
	enum rc rc = hold_end(
	    store, held->hold.id, state, held->by_person_id, now_s, err);

	if (rc == RC_OK)
		rc = disposition_set(
		    store, held->hold.disposition_id, outcome, reason, err);
	if (rc == RC_OK)
		rc = journal_add(store, now_s, "hold-end", held->list.id,
		    held->by_person_id, text, err);
	if (rc == RC_OK)
		log_event("hold-end", "msgid", held->message.msgid, "to",
		    held->recipient, "outcome", outcome_name(outcome), "reason",
		    reason, NULL);
	return rc;
}

/* A moderator decided, so this is no automatic answer whose number would be
 * limited; but like one it goes to the envelope sender, from nobody. */
static enum rc
tell_author(struct manager *manager, const struct held *held,
    const char *subject, const char *text, int64_t now_s, struct err *err)
{
	auto_free char *address = address_normal(held->sender);
	struct notice notice = {
		.list = &held->list,
		.to_name = "",
		.to_address = address,
		.subject = subject,
		.text = text,
		.about = held->message.msgid,
		.is_answer = true,
	};

	return address != NULL ? notice_queue(manager, &notice, now_s, err)
			       : RC_OK;
}

/* The author as the message names him.  The answer stands for the proof. */
static enum rc
author_of(struct manager *manager, const struct facts *facts,
    struct author *ret, struct err *err)
{
	struct envelope nobody = ENVELOPE_INIT;

	return identify(
	    manager->site, manager->store, facts, &nobody, ret, err);
}

/* A held message read again, with all it takes to send it. */
struct opened {
	char *raw;
	struct facts *facts;
	struct author author;
	struct letter letter;
	struct posting posting;
};

#define auto_opened __attribute__((cleanup(opened_release)))

static void
opened_release(struct opened *opened)
{
	facts_free(opened->facts);
	author_release(&opened->author);
	mem_cleanup_free(&opened->raw);
}

static enum rc
open_held(struct manager *manager, const struct held *held, int64_t now_s,
    struct opened *opened, struct err *err)
{
	struct letter *letter = &opened->letter;
	int died = 0;
	enum rc rc = message_raw(manager->store, held->hold.message_id,
	    &opened->raw, &letter->n_raw, err);

	if (rc == RC_OK)
		rc = worker_parse(manager->worker, opened->raw, letter->n_raw,
		    &opened->facts, &died, err);
	if (rc == RC_OK)
		rc = author_of(manager, opened->facts, &opened->author, err);
	if (rc != RC_OK)
		return rc;
	letter->message = held->message;
	letter->facts = opened->facts;
	letter->raw = opened->raw;
	letter->n_header = header_end(opened->raw, letter->n_raw);
	opened->posting = (struct posting){
		.letter = letter,
		.author = &opened->author,
		.author_side = held->hold.author_side,
		.list = &held->list,
		.side = held->audience.side,
		.now_s = now_s,
	};
	return RC_OK;
}

static enum rc
post_held(struct manager *manager, const struct held *held,
    const struct opened *opened, int64_t now_s, struct err *err)
{
	auto_post struct post post = { .id = 0 };
	enum rc rc = posting_accept(manager, &opened->posting, &post, err);

	if (rc == RC_OK && held->audience.side == SIDE_CLIENT &&
	    !opened->author.is_insider &&
	    naming_is_internal(manager->site, &opened->letter))
		rc = alert_internal_named(manager, &opened->posting, err);
	if (rc == RC_OK)
		rc = hold_end_as(manager, held, HOLD_ACCEPTED, OUTCOME_POSTED,
		    "after a hold", now_s, err);
	/* He is no member: no copy tells him. */
	if (rc == RC_OK && (held->hold.reasons & HOLD_STRANGER) != 0)
		rc = tell_author(manager, held, "Your message was sent",
		    "Your message was sent to the list.\n", now_s, err);
	return rc;
}

/* The author has said yes; whether he may speak here at all is for the
 * moderators to say. */
static enum rc
pass_on(struct manager *manager, const struct held *held,
    const struct opened *opened, int64_t now_s, struct err *err)
{
	struct decision decision = {
		.verdict = VERDICT_HOLD,
		.reasons =
		    held->hold.reasons & (HOLD_STRANGER | HOLD_NO_AUTHOR),
	};
	enum rc rc = hold_end_as(
	    manager, held, HOLD_ACCEPTED, OUTCOME_HELD, "stranger", now_s, err);

	return rc == RC_OK ? holding_begin(manager, &opened->posting, &decision,
				 held->hold.disposition_id, err)
			   : rc;
}

enum rc
release_hold(struct manager *manager, int64_t hold_id, int64_t by_person_id,
    int64_t now_s, struct err *err)
{
	auto_held struct held held = { .by_person_id = by_person_id };
	auto_opened struct opened opened = { .raw = NULL };
	enum rc rc = held_load(manager, hold_id, &held, err);

	if (rc == RC_OK)
		rc = open_held(manager, &held, now_s, &opened, err);
	if (rc != RC_OK)
		return rc;
	if (hold_asks_author(held.hold.reasons) &&
	    (held.hold.reasons & (HOLD_STRANGER | HOLD_NO_AUTHOR)) != 0)
		return pass_on(manager, &held, &opened, now_s, err);
	return post_held(manager, &held, &opened, now_s, err);
}

enum rc
reject_hold(struct manager *manager, int64_t hold_id, int64_t by_person_id,
    int64_t now_s, struct err *err)
{
	auto_held struct held held = { .by_person_id = by_person_id };
	enum rc rc = held_load(manager, hold_id, &held, err);

	if (rc == RC_OK)
		rc = hold_end_as(manager, &held, HOLD_DROPPED, OUTCOME_ANSWERED,
		    "rejected", now_s, err);
	if (rc == RC_OK)
		rc = tell_author(manager, &held, "Your message was not sent",
		    "A moderator decided not to send your message to the "
		    "list.\nTo ask why, reply to this mail: the owners of "
		    "the list read it.\n",
		    now_s, err);
	return rc;
}

static enum rc
tell_expired(struct manager *manager, const struct held *held, int64_t now_s,
    struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_free char *text = mem_format(
	    "Nobody said yes in time, so this message was not sent to\n%s:"
	    "\n\n    %s\n\nTo send it after all, write it again.\n",
	    held->recipient, held->message.subject);
	struct notice notice = {
		.list = &held->list,
		.is_internal = true,
		.subject = "Not sent: the time to answer is over",
		.text = text,
		.about = held->message.msgid,
	};
	enum rc rc =
	    person_by_id(manager->store, held->hold.author_id, &person, err);

	if (rc != RC_OK)
		return rc == RC_NOENT ? RC_OK : rc;
	notice.to_name = person.name;
	notice.to_address = person.address;
	return notice_queue(manager, &notice, now_s, err);
}

enum rc
drop_hold(struct manager *manager, int64_t hold_id, enum hold_state state,
    const char *reason, int64_t by_person_id, int64_t now_s, struct err *err)
{
	auto_held struct held held = { .by_person_id = by_person_id };
	enum rc rc = held_load(manager, hold_id, &held, err);
	bool asked_author;

	if (rc == RC_OK)
		rc = hold_end_as(
		    manager, &held, state, OUTCOME_FILED, reason, now_s, err);
	asked_author = hold_asks_author(held.hold.reasons);
	if (rc == RC_OK && state == HOLD_EXPIRED && asked_author)
		rc = tell_expired(manager, &held, now_s, err);
	return rc;
}
