/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/holding.h"

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/mail/header.h"
#include "lib/store/intake.h"
#include "lib/store/journal.h"
#include "lib/store/token.h"
#include "list-manager/holdtext.h"
#include "list-manager/notice.h"
#include "list-manager/release.h"
#include "list-manager/staff.h"

/* Who answers unclearly is asked again at most this often. */
enum { ASK_AGAIN_S = 60 };

/* A question to one person about one hold. */
struct question {
	enum token_action action;
	const char *subject;
	const char *text;
};

static enum rc
ask(struct manager *manager, const struct posting *posting,
    const struct hold *hold, const struct question *question,
    const struct person *person, struct err *err)
{
	const char *msgid = posting->letter->message.msgid;
	auto_free char *object = mem_format("%s %d %s %lld %d %s",
	    posting->list->name, (int)posting->side, msgid,
	    (long long)hold->created_s, (int)question->action, person->address);
	char text[NAME_BYTES];
	struct token token = {
		.action = question->action,
		.hold_id = hold->id,
		.person_id = person->id,
		.expires_s = hold->deadline_s,
	};
	struct notice notice = {
		.list = posting->list,
		.to_name = person->name,
		.to_address = person->address,
		.subject = question->subject,
		.text = question->text,
		.token = text,
		.about = msgid,
	};
	enum rc rc;

	random_token("hold", object, text);
	rc = token_add(manager->store, text, &token, err);
	if (rc == RC_OK)
		rc = notice_queue(manager, &notice, posting->now_s, err);
	return rc;
}

/* Where a list has nobody to ask the operator is asked: a token of person 0
 * is his. */
static enum rc
ask_operator(struct manager *manager, const struct posting *posting,
    const struct hold *hold, const struct question *question, struct err *err)
{
	char name[] = "";
	struct person operator= {
		.id = 0, .name = name, .address = manager->site->owner
	};

	if (manager->site->owner[0] == '\0') {
		log_event("nobody-to-ask", "list", posting->list->name, "msgid",
		    posting->letter->message.msgid, NULL);
		return RC_OK;
	}
	return ask(manager, posting, hold, question, &operator, err);
}

/* What an insider wrote and did not send is not for clients to see, be they
 * moderators of the list. */
static enum rc
ask_moderators(struct manager *manager, const struct posting *posting,
    const struct hold *hold, struct err *err)
{
	auto_free char *subject = holdtext_moderate_subject(posting);
	auto_free char *text = holdtext_moderate(
	    manager->site, posting, hold->reasons, hold->deadline_s);
	struct question question = { TOKEN_MODERATE, subject, text };
	auto_members struct members staff = { .n = 0 };
	bool is_internal =
	    posting->side == SIDE_INTERNAL || posting->author->may_be_ours;
	enum rc rc = staff_of(manager->store, posting->list,
	    ROLE_OWNER | ROLE_MODERATOR, is_internal, &staff, err);

	if (rc == RC_OK && staff.n == 0)
		return ask_operator(manager, posting, hold, &question, err);
	for (size_t i = 0; rc == RC_OK && i < staff.n; i++)
		rc = ask(
		    manager, posting, hold, &question, &staff.v[i].person, err);
	return rc;
}

static enum rc
ask_author(struct manager *manager, const struct posting *posting,
    const struct hold *hold, struct err *err)
{
	auto_free char *subject =
	    holdtext_confirm_subject(posting, hold->reasons);
	auto_free char *text = holdtext_confirm(
	    manager->site, posting, hold->reasons, hold->deadline_s);
	struct question question = { TOKEN_CONFIRM, subject, text };

	return ask(
	    manager, posting, hold, &question, &posting->author->person, err);
}

enum rc
holding_begin(struct manager *manager, const struct posting *posting,
    const struct decision *decision, int64_t disposition_id, struct err *err)
{
	struct hold hold = {
		.message_id = posting->letter->message.id,
		.audience_id = posting->side == SIDE_CLIENT
		    ? posting->list->shared_id
		    : posting->list->internal_id,
		.disposition_id = disposition_id,
		.author_id = posting->author->person.id,
		.author_side = posting->author_side,
		.reasons = decision->reasons,
		.created_s = posting->now_s,
		.deadline_s = posting->now_s + manager->site->hold_time_s,
		.state = HOLD_WAITING,
	};
	enum rc rc = hold_add(manager->store, &hold, err);

	if (rc != RC_OK)
		return rc;
	return decision->asks_author
	    ? ask_author(manager, posting, &hold, err)
	    : ask_moderators(manager, posting, &hold, err);
}

/* Tell who answered that his answer had no effect, and why. */
static enum rc
explain(struct manager *manager, const char *sender, const char *text,
    int64_t now_s, struct err *err)
{
	bool is_told;

	return notice_answer(manager, NULL, sender, "Your answer had no effect",
	    text, NULL, now_s, &is_told, err);
}

static enum rc
ask_again(struct manager *manager, const struct token *token, const char *text,
    const struct author *author, int64_t now_s, struct err *err)
{
	const char *words = token->action == TOKEN_MODERATE
	    ? "accept, reject or discard"
	    : "yes or no";
	auto_free char *body = mem_format(
	    "Nothing was done: the first line of your answer is not one of "
	    "the\nwords %s, alone on its line.\n\n"
	    "Reply to this mail with just the word.\n",
	    words);
	struct notice notice = {
		.to_name = author->name,
		.to_address = author->address,
		.subject = "One word, please",
		.text = body,
		.token = text,
	};
	bool is_due = false;
	/* A machine that does not say so would answer this for ever. */
	enum rc rc = answer_is_due(
	    manager->store, author->address, now_s, ASK_AGAIN_S, &is_due, err);

	return rc == RC_OK && is_due
	    ? notice_queue(manager, &notice, now_s, err)
	    : rc;
}

static bool
fits(enum token_action action, enum answer answer)
{
	if (action == TOKEN_MODERATE)
		return answer == ANSWER_ACCEPT || answer == ANSWER_REJECT ||
		    answer == ANSWER_DISCARD;
	return answer == ANSWER_YES || answer == ANSWER_NO;
}

/* The token came to his mailbox alone; his From must fit, and nobody else may
 * have submitted it. */
static bool
is_person_asked(const struct manager *manager, const struct token *token,
    const struct author *author)
{
	if (!author->is_single || author->proof == PROOF_REFUTED)
		return false;
	if (token->person_id == 0)
		return ascii_equal(author->address, manager->site->owner);
	return author->person.id == token->person_id;
}

static enum rc
carry_out(struct manager *manager, int64_t hold_id, enum answer answer,
    int64_t by_person_id, int64_t now_s, struct err *err)
{
	switch (answer) {
	case ANSWER_ACCEPT:
	case ANSWER_YES:
		return release_hold(manager, hold_id, by_person_id, now_s, err);
	case ANSWER_REJECT:
		return reject_hold(manager, hold_id, by_person_id, now_s, err);
	case ANSWER_DISCARD:
		return drop_hold(manager, hold_id, HOLD_DROPPED, "discarded",
		    by_person_id, now_s, err);
	default:
		return drop_hold(manager, hold_id, HOLD_DROPPED,
		    "author said no", by_person_id, now_s, err);
	}
}

enum rc
holding_answer(struct manager *manager, const char *token_text,
    const struct author *author, const char *sender, enum answer answer,
    int64_t now_s, const char **ret_word, struct err *err)
{
	struct token token = { .hold_id = 0 };
	enum rc rc = token_find(manager->store, token_text, &token, err);

	if (rc == RC_NOENT) {
		/* Nobody was asked: whoever guesses gets no echo. */
		*ret_word = "answer: no such question";
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	if (!is_person_asked(manager, &token, author)) {
		*ret_word = "answer: not the person asked";
		return explain(manager, sender,
		    "Only the person who was asked can answer that mail.\n",
		    now_s, err);
	}
	if (!fits(token.action, answer) && token.used_s == 0) {
		*ret_word = "answer: unclear";
		return ask_again(
		    manager, &token, token_text, author, now_s, err);
	}
	if (token.used_s == 0 && now_s <= token.expires_s)
		rc = carry_out(manager, token.hold_id, answer, token.person_id,
		    now_s, err);
	else
		rc = RC_NOENT;
	if (rc == RC_NOENT) {
		*ret_word = "answer: already decided";
		return explain(manager, sender,
		    "What you were asked is decided already, or its time is "
		    "over.\n",
		    now_s, err);
	}
	*ret_word = "answer: done";
	return rc != RC_OK ? rc
			   : token_use(manager->store, token_text, now_s, err);
}

enum rc
holding_expire(struct manager *manager, int64_t now_s, struct err *err)
{
	auto_holds struct holds due = { .n = 0 };
	enum rc rc = hold_due(manager->store, now_s, &due, err);

	for (size_t i = 0; rc == RC_OK && i < due.n; i++)
		rc = drop_hold(manager, due.v[i].id, HOLD_EXPIRED, "expired", 0,
		    now_s, err);
	return rc;
}
