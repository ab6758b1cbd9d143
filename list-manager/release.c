/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/release.h"

#include <string.h>

#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/header.h"
#include "lib/store/intake.h"
#include "lib/store/journal.h"
#include "list-manager/decide.h"
#include "list-manager/notice.h"
#include "list-manager/posting.h"

/* A hold with what it needs to be sent or answered for. */
struct held {
	struct hold hold;
	struct audience audience;
	struct list list;
	struct message message;
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
end(struct manager *manager, const struct held *held, enum hold_state state,
    enum outcome outcome, const char *reason, int64_t by_person_id,
    int64_t now_s, struct err *err)
{
	struct store *store = manager->store;
	auto_free char *text = mem_format(
	    "%s to %s: %s", held->message.msgid, held->recipient, reason);
	enum rc rc =
	    hold_end(store, held->hold.id, state, by_person_id, now_s, err);

	if (rc == RC_OK)
		rc = disposition_set(
		    store, held->hold.disposition_id, outcome, reason, err);
	if (rc == RC_OK)
		rc = journal_add(store, now_s, "hold-end", held->list.id,
		    by_person_id, text, err);
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

static enum rc
post_held(struct manager *manager, const struct held *held, int64_t now_s,
    struct err *err)
{
	auto_free char *raw = NULL;
	auto_facts struct facts *facts = NULL;
	auto_author struct author author = { .proof = PROOF_NONE };
	auto_post struct post post = { .id = 0 };
	struct letter letter = { .message = held->message };
	struct posting posting = {
		.letter = &letter,
		.author = &author,
		.author_side = held->hold.author_side,
		.list = &held->list,
		.side = held->audience.side,
		.now_s = now_s,
	};
	int died = 0;
	enum rc rc;

	rc = message_raw(
	    manager->store, held->hold.message_id, &raw, &letter.n_raw, err);
	if (rc == RC_OK)
		rc = worker_parse(
		    manager->worker, raw, letter.n_raw, &facts, &died, err);
	if (rc == RC_OK)
		rc = author_of(manager, facts, &author, err);
	if (rc != RC_OK)
		return rc;
	letter.facts = facts;
	letter.raw = raw;
	letter.n_header = header_end(raw, letter.n_raw);
	return posting_accept(manager, &posting, &post, err);
}

enum rc
release_hold(struct manager *manager, int64_t hold_id, int64_t by_person_id,
    int64_t now_s, struct err *err)
{
	auto_held struct held held = { .recipient = NULL };
	enum rc rc = held_load(manager, hold_id, &held, err);

	if (rc == RC_OK)
		rc = post_held(manager, &held, now_s, err);
	if (rc == RC_OK)
		rc = end(manager, &held, HOLD_ACCEPTED, OUTCOME_POSTED,
		    "after a hold", by_person_id, now_s, err);
	/* He is no member: no copy tells him. */
	if (rc == RC_OK && (held.hold.reasons & HOLD_STRANGER) != 0)
		rc = tell_author(manager, &held, "Your message was sent",
		    "Your message was sent to the list.\n", now_s, err);
	return rc;
}

enum rc
reject_hold(struct manager *manager, int64_t hold_id, int64_t by_person_id,
    int64_t now_s, struct err *err)
{
	auto_held struct held held = { .recipient = NULL };
	enum rc rc = held_load(manager, hold_id, &held, err);

	if (rc == RC_OK)
		rc = end(manager, &held, HOLD_DROPPED, OUTCOME_ANSWERED,
		    "rejected", by_person_id, now_s, err);
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
	auto_held struct held held = { .recipient = NULL };
	enum rc rc = held_load(manager, hold_id, &held, err);
	bool asked_author;

	if (rc == RC_OK)
		rc = end(manager, &held, state, OUTCOME_FILED, reason,
		    by_person_id, now_s, err);
	asked_author =
	    (held.hold.reasons & (HOLD_STRANGER | HOLD_NO_AUTHOR)) == 0;
	if (rc == RC_OK && state == HOLD_EXPIRED && asked_author)
		rc = tell_expired(manager, &held, now_s, err);
	return rc;
}
