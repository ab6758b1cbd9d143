/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/post.h"

#include <stdlib.h>

#include "lib/base/mem.h"
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

enum rc
post_add(struct store *store, struct post *post, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO post (message_id, audience_id, author_id,"
	    " author_side, accepted_s, msgid, shown_id, subject_key)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

	bind_id(&q, post->message_id);
	bind_id(&q, post->audience_id);
	bind_id(&q, post->author_id);
	bind_int(&q, post->author_side);
	bind_int(&q, post->accepted_s);
	bind_text(&q, post->msgid);
	bind_text(&q, post->shown_id);
	bind_text(&q, post->subject_key);
	return query_insert(&q, &post->id, err);
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
