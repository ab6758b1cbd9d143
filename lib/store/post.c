/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/post.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/message.h"
#include "lib/store/post-private.h"

void
post_release(struct post *post)
{
	free(post->msgid);
	free(post->shown_id);
	free(post->subject_key);
	*post = (struct post){ .id = 0 };
}

void
posts_release(struct posts *posts)
{
	for (size_t i = 0; i < posts->n; i++)
		post_release(&posts->v[i]);
	free(posts->v);
	*posts = (struct posts){ .n = 0 };
}

void
post_read(struct query *q, struct post *ret)
{
	ret->id = column_int(q, 0);
	ret->message_id = column_int(q, 1);
	ret->audience_id = column_int(q, 2);
	ret->author_id = column_int(q, 3);
	ret->author_side = (enum side)column_int(q, 4);
	ret->accepted_s = column_int(q, 5);
	ret->msgid = column_text(q, 6);
	ret->shown_id = column_text(q, 7);
	ret->subject_key = column_text(q, 8);
}

enum rc
posts_read(struct query *q, struct posts *ret, struct err *err)
{
	auto_posts struct posts posts = { .n = 0 };
	enum rc rc;

	while ((rc = query_step(q, err)) == RC_OK) {
		posts.v = array_grow(posts.v, posts.n, sizeof(*posts.v));
		post_read(q, &posts.v[posts.n++]);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = posts;
	posts = (struct posts){ .n = 0 };
	return RC_OK;
}

static enum rc
insert_name(
    struct store *store, int64_t post_id, const char *name, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "INSERT INTO name (name, post_id) VALUES (?, ?)");

	bind_text(&q, name);
	bind_id(&q, post_id);
	return query_run(&q, NULL, err);
}

enum rc
post_name(struct store *store, int64_t post_id, const char *msgid,
    const unsigned char raw_hash[static 32], struct err *err)
{
	char name[NAME_BYTES];
	enum rc rc;

	name_of_msgid(msgid, name);
	rc = insert_name(store, post_id, name, err);
	if (rc != RC_OK)
		return rc;
	name_of_collision(msgid, raw_hash, name);
	return insert_name(store, post_id, name, err);
}

enum rc
change_add(struct store *store, int64_t post_id, struct err *err)
{
	/* Not INSERT ... SELECT: a statement that may write several rows begins
	 * with a savepoint, for which FTS5 writes all it has gathered. */
	auto_query struct query q = query_on(store,
	    "INSERT INTO change (post_id, audience_id)"
	    " VALUES (?1, (SELECT audience_id FROM post WHERE id = ?1))");

	bind_id(&q, post_id);
	return query_run(&q, NULL, err);
}

static enum rc
insert_post(struct store *store, const struct post *post, int64_t date_s,
    int64_t *ret_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO post (message_id, audience_id, author_id,"
	    " author_side, accepted_s, msgid, shown_id, subject_key, date_s)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

	bind_id(&q, post->message_id);
	bind_id(&q, post->audience_id);
	bind_id(&q, post->author_id);
	bind_int(&q, post->author_side);
	bind_int(&q, post->accepted_s);
	bind_text(&q, post->msgid);
	bind_text(&q, post->shown_id);
	bind_text(&q, post->subject_key);
	bind_int(&q, date_s);
	return query_insert(&q, ret_id, err);
}

/* A view that holds two messages with one id names one of them anew, whichever
 * came first (view.h). */
static enum rc
change_namesakes(
    struct store *store, const struct post *post, int64_t id, struct err *err)
{
	auto_posts struct posts same = { .n = 0 };
	enum rc rc = post_by_msgid(store, post->msgid, &same, err);

	for (size_t i = 0; rc == RC_OK && i < same.n; i++)
		if (same.v[i].id != id &&
		    same.v[i].message_id != post->message_id)
			rc = change_add(store, same.v[i].id, err);
	return rc;
}

enum rc
post_add(struct store *store, struct post *post, struct err *err)
{
	auto_message struct message message = { .id = 0 };
	auto_work struct work work = { NULL };
	int64_t id = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = message_get(store, post->message_id, &message, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.0",
		    "a post needs its message, which is not stored");
	if (rc == RC_OK)
		rc = insert_post(store, post,
		    post->date_s != 0 ? post->date_s : post->accepted_s, &id,
		    err);
	if (rc == RC_OK)
		rc = post_name(store, id, post->msgid, message.hash, err);
	if (rc == RC_OK)
		rc = change_add(store, id, err);
	if (rc == RC_OK)
		rc = change_namesakes(store, post, id, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	if (rc != RC_OK)
		return rc;
	post->id = id;
	store->added_post_id = id;
	return RC_OK;
}

enum rc
post_get(
    struct store *store, int64_t post_id, struct post *ret, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "SELECT " POST_COLUMNS " FROM post WHERE post.id = ?");
	enum rc rc;

	bind_id(&q, post_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		post_read(&q, ret);
	return rc;
}

enum rc
post_by_msgid(
    struct store *store, const char *msgid, struct posts *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT " POST_COLUMNS " FROM post WHERE post.id IN"
	    " (SELECT id FROM post WHERE msgid = ?1"
	    "  UNION SELECT id FROM post"
	    "  WHERE shown_id = ?1 AND shown_id <> msgid)"
	    " ORDER BY post.id");

	bind_text(&q, msgid);
	return posts_read(&q, ret, err);
}

/* By the message's id: posts have no index on their message. */
enum rc
post_is_posted(struct store *store, const unsigned char raw_hash[32],
    int64_t audience_id, bool *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT 1 FROM message JOIN post ON post.msgid = message.msgid"
	    " WHERE message.hash = ? AND +post.message_id = message.id"
	    " AND +post.audience_id = ?");

	bind_bytes(&q, raw_hash, 32);
	bind_id(&q, audience_id);
	return query_finds(&q, ret, err);
}

enum rc
post_by_subject(struct store *store, int64_t audience_id,
    const char *subject_key, int64_t since_s, struct post *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT " POST_COLUMNS " FROM post"
	    " WHERE audience_id = ? AND subject_key = ? AND subject_key <> ''"
	    " AND accepted_s >= ? ORDER BY post.id DESC LIMIT 1");
	enum rc rc;

	bind_id(&q, audience_id);
	bind_text(&q, subject_key);
	bind_int(&q, since_s);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		post_read(&q, ret);
	return rc;
}

enum rc
post_count(struct store *store, uint64_t *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "SELECT count(*) FROM post");
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret = (uint64_t)column_int(&q, 0);
	return rc;
}
