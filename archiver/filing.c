/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/filing.h"

#include <string.h>

#include "archiver/index.h"
#include "archiver/thread.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"

static int64_t
audience_of(const struct filing *filing)
{
	return filing->side == SIDE_CLIENT ? filing->list->shared_id
					   : filing->list->internal_id;
}

/* DESIGN.md 5, Ids: a different message with a used id is judged against its
 * own audience; before a shared post an internal one gives way. */
static enum rc
choose_shown_id(struct store *store, const struct filing *filing, char **ret,
    struct err *err)
{
	const struct message *message = &filing->letter->message;
	auto_posts struct posts used = { .n = 0 };
	enum rc rc = post_by_msgid(store, message->msgid, &used, err);
	char name[NAME_BYTES];
	bool is_taken = false;

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < used.n; i++)
		if (used.v[i].audience_id == audience_of(filing) ||
		    (used.v[i].audience_id == filing->list->shared_id &&
			used.v[i].message_id != message->id))
			is_taken = true;
	if (!is_taken) {
		*ret = mem_dup(message->msgid);
		return RC_OK;
	}
	name_of_collision(message->msgid, message->hash, name);
	*ret = mem_format("%s@%s", name, filing->domain);
	return RC_OK;
}

static enum rc
find_place(struct store *store, const struct filing *filing,
    const struct post *post, bool is_reply, struct places *ret,
    char **ret_waits_for, struct err *err)
{
	struct thread_claim claim = {
		.list = filing->list,
		.msgid = post->msgid,
		.facts = filing->letter->facts,
		.subject_key = post->subject_key,
		.is_reply = is_reply,
		.now_s = post->accepted_s,
	};
	enum rc rc =
	    audience_by_id(store, post->audience_id, &claim.audience, err);

	return rc == RC_OK
	    ? thread_place(store, &claim, ret, ret_waits_for, err)
	    : rc;
}

static enum rc
write_down(struct store *store, const struct places *places,
    const char *waits_for, struct post *post, struct err *err)
{
	enum rc rc = post_add(store, post, err);

	if (rc == RC_OK)
		rc = place_set(store, post->id, places, err);
	if (rc == RC_OK && waits_for != NULL)
		rc = waiting_add(store, post->id, waits_for, err);
	return rc;
}

enum rc
filing_post(struct store *store, const struct subjects *subjects,
    const struct filing *filing, struct post *ret, struct err *err)
{
	const struct letter *letter = filing->letter;
	auto_places struct places places = { .n = 0 };
	auto_free char *waits_for = NULL;
	bool is_reply = false;
	auto_post struct post post = {
		.message_id = letter->message.id,
		.audience_id = audience_of(filing),
		.author_id = filing->author_id,
		.author_side = filing->author_side,
		.accepted_s = filing->accepted_s,
		.date_s = letter->facts->date_s,
		.msgid = mem_dup(letter->message.msgid),
	};
	enum rc rc = choose_shown_id(store, filing, &post.shown_id, err);

	post.subject_key =
	    subject_key(subjects, letter->facts->subject, &is_reply);
	if (rc == RC_OK)
		rc = find_place(
		    store, filing, &post, is_reply, &places, &waits_for, err);
	if (rc == RC_OK)
		rc = write_down(store, &places, waits_for, &post, err);
	if (rc == RC_OK)
		rc = thread_adopt(store, &post, err);
	if (rc == RC_OK)
		rc = index_post(
		    store, post.id, filing->side, letter->facts, err);
	if (rc != RC_OK)
		return rc;
	*ret = post;
	memset(&post, 0, sizeof(post));
	return RC_OK;
}
