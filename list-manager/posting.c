/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/posting.h"

#include <string.h>

#include "lib/base/mem.h"
#include "list-manager/fanout.h"
#include "list-manager/thread.h"

static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

void
letter_read(const struct site *site, struct letter *letter, int64_t received_s)
{
	const struct facts *facts = letter->facts;
	const struct mailbox *from =
	    facts != NULL && facts->from.n > 0 ? &facts->from.v[0] : NULL;
	struct message *message = &letter->message;
	unsigned char hash[SHA256_BYTES];
	char name[NAME_BYTES];

	sha256(letter->raw, letter->n_raw, hash);
	name_of_hash(hash, name);
	message->msgid = facts != NULL && facts->message_id != NULL
	    ? mem_dup(facts->message_id)
	    : mem_format("%s@%s", name, site->domain);
	message->subject = mem_dup(facts != NULL ? facts->subject : "");
	message->from_name = mem_dup(from != NULL ? or_empty(from->name) : "");
	message->from_address =
	    mem_dup(from != NULL ? or_empty(from->address) : "");
	message->date_s =
	    facts != NULL && facts->date_s != 0 ? facts->date_s : received_s;
	message->received_s = received_s;
}

void
letter_release(struct letter *letter)
{
	message_release(&letter->message);
}

static int64_t
audience_of(const struct posting *posting)
{
	return posting->side == SIDE_CLIENT ? posting->list->shared_id
					    : posting->list->internal_id;
}

/* DESIGN.md 5, Ids: a different message with a used id is judged against its
 * own audience; before a shared post an internal one gives way. */
static enum rc
choose_shown_id(struct manager *manager, const struct posting *posting,
    char **ret, struct err *err)
{
	const struct message *message = &posting->letter->message;
	auto_posts struct posts used = { .n = 0 };
	enum rc rc = post_by_msgid(manager->store, message->msgid, &used, err);
	bool is_taken = false;

	for (size_t i = 0; rc == RC_OK && i < used.n; i++)
		if (used.v[i].audience_id == audience_of(posting) ||
		    (used.v[i].audience_id == posting->list->shared_id &&
			used.v[i].message_id != message->id))
			is_taken = true;
	if (rc != RC_OK)
		return rc;
	if (is_taken) {
		char name[NAME_BYTES];

		name_of_collision(message->msgid, message->hash, name);
		*ret = mem_format("%s@%s", name, manager->site->domain);
	} else
		*ret = mem_dup(message->msgid);
	return RC_OK;
}

/* Find its place, write it down, and take in those that waited for it. */
static enum rc
settle_in(struct manager *manager, const struct posting *posting,
    struct post *post, bool is_reply, struct err *err)
{
	struct thread_claim claim = {
		.list = posting->list,
		.msgid = post->msgid,
		.facts = posting->letter->facts,
		.subject_key = post->subject_key,
		.is_reply = is_reply,
		.now_s = posting->now_s,
	};
	auto_places struct places places = { .n = 0 };
	auto_free char *waits_for = NULL;
	enum rc rc;

	rc = audience_by_id(
	    manager->store, post->audience_id, &claim.audience, err);
	if (rc == RC_OK)
		rc = thread_place(
		    manager->store, &claim, &places, &waits_for, err);
	if (rc == RC_OK)
		rc = post_add(manager->store, post, err);
	if (rc == RC_OK)
		rc = place_set(manager->store, post->id, &places, err);
	if (rc == RC_OK && waits_for != NULL)
		rc = waiting_add(manager->store, post->id, waits_for, err);
	return rc == RC_OK ? thread_adopt(manager->store, post, err) : rc;
}

enum rc
posting_accept(struct manager *manager, const struct posting *posting,
    struct post *ret, struct err *err)
{
	const struct letter *letter = posting->letter;
	bool is_reply;
	auto_post struct post post = {
		.message_id = letter->message.id,
		.audience_id = audience_of(posting),
		.author_id = posting->author->person.id,
		.author_side =
		    posting->is_visitor ? SIDE_NONE : posting->author_side,
		.accepted_s = posting->now_s,
		.msgid = mem_dup(letter->message.msgid),
		.subject_key = subject_key(
		    manager->subjects, letter->facts->subject, &is_reply),
	};
	enum rc rc = choose_shown_id(manager, posting, &post.shown_id, err);

	if (rc == RC_OK)
		rc = settle_in(manager, posting, &post, is_reply, err);
	if (rc == RC_OK)
		rc = fanout(manager, posting, &post, err);
	if (rc != RC_OK)
		return rc;
	*ret = post;
	memset(&post, 0, sizeof(post));
	return RC_OK;
}
