/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/recipient.h"

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/store/member.h"
#include "list-manager/alert.h"
#include "list-manager/decide.h"
#include "list-manager/holding.h"
#include "list-manager/listaddress.h"
#include "list-manager/notice.h"
#include "list-manager/ownermail.h"
#include "list-manager/screen.h"

/* An MTA that repeats itself after our 250 does so within its queue's life
 * (DESIGN.md 3.3). */
enum { REPEAT_DAYS = 5 };

static enum rc
conclude(struct manager *manager, const struct arrival *arrival,
    const char *recipient, enum outcome outcome, const char *reason,
    int64_t *ret_id, struct err *err)
{
	log_event("decide", "entry", arrival->name, "msgid",
	    arrival->letter->message.msgid, "from", arrival->author->address,
	    "to", recipient, "outcome", outcome_name(outcome), "reason", reason,
	    NULL);
	return disposition_add(manager->store, arrival->intake_id, recipient,
	    outcome, reason, ret_id, err);
}

static enum rc
file(struct manager *manager, const struct arrival *arrival,
    const char *recipient, const char *reason, struct err *err)
{
	return conclude(
	    manager, arrival, recipient, OUTCOME_FILED, reason, NULL, err);
}

static bool
is_list_mail(const struct arrival *arrival)
{
	return arrival->letter->facts != NULL &&
	    screen_is_list_mail(
		arrival->letter->facts, arrival->envelope->sender);
}

/* Answer the sender, once an entry; further answers are only counted. */
static enum rc
answer(struct manager *manager, struct arrival *arrival, const char *recipient,
    const char *reason, const char *subject, const char *text, struct err *err)
{
	bool is_told = false;
	enum rc rc = RC_OK;

	if (!arrival->is_answered && !is_list_mail(arrival))
		rc = notice_answer(manager, NULL, arrival->envelope->sender,
		    subject, text, arrival->letter->message.msgid,
		    arrival->now_s, &is_told, err);
	if (rc != RC_OK)
		return rc;
	arrival->is_answered = arrival->is_answered || is_told;
	return conclude(manager, arrival, recipient,
	    arrival->is_answered ? OUTCOME_ANSWERED : OUTCOME_FILED, reason,
	    NULL, err);
}

/* Outside of our own submission every address of the internal domain gets
 * the same silence (DESIGN.md 4). */
static bool
is_from_outside(const struct arrival *arrival)
{
	return arrival->envelope->submitter == NULL &&
	    arrival->author->proof != PROOF_GOOD;
}

static enum rc
take_unknown(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	auto_free char *text = NULL;
	const char *automatic =
	    screen_automatic(arrival->letter->facts, arrival->envelope->sender);

	if (route->is_internal && is_from_outside(arrival))
		return file(
		    manager, arrival, recipient, "visitor without list", err);
	if (automatic != NULL)
		return file(manager, arrival, recipient, automatic, err);
	text = mem_format("There is no address %s here.\nYour message was "
			  "not delivered to it.\n",
	    recipient);
	return answer(manager, arrival, recipient, "unknown address",
	    "Not delivered: no such address", text, err);
}

static enum rc
take_unreadable(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	auto_free char *text = NULL;

	if ((route->is_internal && is_from_outside(arrival)) ||
	    arrival->envelope->sender[0] == '\0')
		return file(manager, arrival, recipient, "unreadable", err);
	text = mem_format("Your message to %s was not delivered:\n%s.\n",
	    recipient, arrival->unreadable);
	return answer(manager, arrival, recipient, "unreadable",
	    "Not delivered: the message cannot be read", text, err);
}

/* An earlier delivery of the same message by the same author to the inside
 * counts as if it were named (DESIGN.md 5.3). */
static enum rc
was_posted_inside(struct manager *manager, const struct arrival *arrival,
    bool *ret, struct err *err)
{
	auto_posts struct posts posts = { .n = 0 };
	enum rc rc = post_by_msgid(
	    manager->store, arrival->letter->message.msgid, &posts, err);

	*ret = false;
	for (size_t i = 0; rc == RC_OK && i < posts.n; i++) {
		struct audience audience = { .id = 0 };

		rc = audience_by_id(
		    manager->store, posts.v[i].audience_id, &audience, err);
		if (rc == RC_OK && audience.side == SIDE_INTERNAL &&
		    posts.v[i].author_id == arrival->author->person.id)
			*ret = true;
	}
	return rc;
}

static enum rc
side_on(struct manager *manager, const struct list *list,
    const struct person *person, enum side *ret, struct err *err)
{
	auto_member struct member member = { .side = SIDE_NONE };
	enum rc rc;

	*ret = SIDE_NONE;
	if (person->id == 0)
		return RC_OK;
	rc = member_get(manager->store, list->id, person->id, &member, err);
	if (rc == RC_OK)
		*ret = member.side;
	return rc == RC_NOENT ? RC_OK : rc;
}

/* All that decide() wants to know. */
static enum rc
look_around(struct manager *manager, const struct arrival *arrival,
    const struct route *route, struct circumstances *known, struct err *err)
{
	const struct author *author = arrival->author;
	const struct facts *facts = arrival->letter->facts;
	enum side side = route->is_internal ? SIDE_INTERNAL : SIDE_CLIENT;
	auto_free char *list_id =
	    list_id_of(manager->site, route->list.name, side);
	enum rc rc = RC_OK;

	*known = (struct circumstances){
		.is_internal = route->kind == ROUTE_INTERNAL,
		.screened = screen_automatic(facts, arrival->envelope->sender),
		.has_author = author->is_single,
		.is_insider = author->is_insider,
		.proof = author->proof,
		.names_internal = arrival->names_internal,
		.is_submitted = arrival->envelope->submitter != NULL,
		.is_outside_welcome =
		    manager->site->internal_from_outside == FROM_OUTSIDE_ACCEPT,
	};
	if (known->screened == NULL)
		known->screened = screen_loop(facts, list_id);
	rc = side_on(manager, &route->list, &author->person, &known->side, err);
	if (rc == RC_OK && !known->names_internal && known->is_insider)
		rc = was_posted_inside(
		    manager, arrival, &known->names_internal, err);
	return rc;
}

static enum rc
take_post(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct posting *posting,
    const struct decision *decision, struct err *err)
{
	auto_post struct post post = { .id = 0 };
	enum rc rc = posting_accept(manager, posting, &post, err);

	if (rc == RC_OK && decision->alerts_owners)
		rc = alert_internal_named(manager, posting, err);
	if (rc != RC_OK)
		return rc;
	return conclude(manager, arrival, recipient, OUTCOME_POSTED,
	    decision->is_visitor ? "visitor" : "member", NULL, err);
}

static enum rc
take_hold(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct posting *posting,
    const struct decision *decision, struct err *err)
{
	auto_free char *reasons = hold_reasons_text(decision->reasons);
	int64_t disposition_id = 0;
	enum rc rc = conclude(manager, arrival, recipient, OUTCOME_HELD,
	    reasons, &disposition_id, err);

	if (rc != RC_OK)
		return rc;
	return holding_begin(manager, posting, decision, disposition_id, err);
}

static enum rc
take_list_post(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	struct circumstances known;
	struct decision decision;
	struct posting posting = {
		.letter = arrival->letter,
		.author = arrival->author,
		.list = &route->list,
		.side =
		    route->kind == ROUTE_INTERNAL ? SIDE_INTERNAL : SIDE_CLIENT,
		.now_s = arrival->now_s,
	};
	bool is_repeat = false;
	enum rc rc = disposition_is_repeat(manager->store,
	    arrival->letter->message.hash, recipient,
	    arrival->now_s - REPEAT_DAYS * CLOCK_DAY_S, &is_repeat, err);

	if (rc != RC_OK)
		return rc;
	if (is_repeat)
		return conclude(manager, arrival, recipient, OUTCOME_DUPLICATE,
		    "repeated", NULL, err);
	rc = look_around(manager, arrival, route, &known, err);
	if (rc != RC_OK)
		return rc;
	decision = decide(&known);
	posting.author_side = known.is_insider && known.side == SIDE_NONE &&
		route->kind == ROUTE_INTERNAL
	    ? SIDE_INTERNAL
	    : known.side;
	posting.is_visitor = decision.is_visitor;
	switch (decision.verdict) {
	case VERDICT_POST:
		return take_post(
		    manager, arrival, recipient, &posting, &decision, err);
	case VERDICT_HOLD:
		return take_hold(
		    manager, arrival, recipient, &posting, &decision, err);
	default:
		return file(manager, arrival, recipient, decision.filed, err);
	}
}

static enum rc
take_answer(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	const char *word = NULL;
	enum rc rc = holding_answer(manager, route->token, arrival->author,
	    arrival->envelope->sender,
	    answer_read(arrival->letter->facts->text), arrival->now_s, &word,
	    err);

	if (rc != RC_OK)
		return rc;
	return conclude(
	    manager, arrival, recipient, OUTCOME_ANSWERED, word, NULL, err);
}

static enum rc
take_function(struct manager *manager, struct arrival *arrival,
    const char *recipient, struct err *err)
{
	return answer(manager, arrival, recipient, "commands not there yet",
	    "Commands by mail are not there yet",
	    "This server does not read commands by mail yet.  Please write "
	    "to the\nowners of the list: a person reads LIST-owner@.\n",
	    err);
}

static enum rc
take_owner_mail(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	bool is_forwarded = false;
	enum rc rc =
	    ownermail_forward(manager, arrival->letter, arrival->author,
		recipient, route->kind == ROUTE_OWNER ? &route->list : NULL,
		arrival->now_s, &is_forwarded, err);

	if (rc != RC_OK)
		return rc;
	return conclude(manager, arrival, recipient,
	    is_forwarded ? OUTCOME_ANSWERED : OUTCOME_FILED,
	    is_forwarded ? "to the owners" : "no owner", NULL, err);
}

enum rc
recipient_take(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err)
{
	const char *automatic;

	if (route->kind == ROUTE_BOUNCE)
		return file(manager, arrival, recipient, "bounce", err);
	if (arrival->letter->facts == NULL)
		return take_unreadable(manager, arrival, recipient, route, err);
	if (route->kind == ROUTE_UNKNOWN)
		return take_unknown(manager, arrival, recipient, route, err);
	if (route->kind == ROUTE_SHARED || route->kind == ROUTE_INTERNAL)
		return take_list_post(manager, arrival, recipient, route, err);
	if (route->is_internal && is_from_outside(arrival))
		return file(manager, arrival, recipient, "from outside", err);
	automatic =
	    screen_automatic(arrival->letter->facts, arrival->envelope->sender);
	if (automatic != NULL)
		return file(manager, arrival, recipient, automatic, err);
	if (route->kind == ROUTE_ANSWER)
		return take_answer(manager, arrival, recipient, route, err);
	if (route->kind == ROUTE_OWNER || route->kind == ROUTE_POSTMASTER)
		return take_owner_mail(manager, arrival, recipient, route, err);
	return take_function(manager, arrival, recipient, err);
}
