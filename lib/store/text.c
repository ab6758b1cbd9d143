/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/text.h"

#include <assert.h>

#include "lib/store/store-private.h"

/* Where the post stands: RC_NOENT when it is not there. */
static enum rc
find_post(struct store *store, int64_t post_id, enum side *ret_side,
    bool *ret_is_indexed, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT audience.side, post.is_indexed FROM post"
	    " JOIN audience ON audience.id = post.audience_id"
	    " WHERE post.id = ?");
	enum rc rc;

	bind_id(&q, post_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	*ret_side = (enum side)column_int(&q, 0);
	*ret_is_indexed = column_int(&q, 1) != 0;
	return RC_OK;
}

static enum rc
set_indexed(struct store *store, int64_t post_id, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "UPDATE post SET is_indexed = 1 WHERE id = ?");

	bind_id(&q, post_id);
	return query_run(&q, NULL, err);
}

static enum rc
insert_text(struct store *store, int64_t post_id, enum side side,
    const struct text *text, struct err *err)
{
	auto_query struct query q = query_on(store,
	    side == SIDE_CLIENT
		? "INSERT INTO text_shared (rowid, subject, author, own,"
		  " quoted, attachments) VALUES (?, ?, ?, ?, ?, ?)"
		: "INSERT INTO text_internal (rowid, subject, author, own,"
		  " quoted, attachments) VALUES (?, ?, ?, ?, ?, ?)");

	bind_id(&q, post_id);
	bind_text(&q, text->subject);
	bind_text(&q, text->author);
	bind_text(&q, text->own);
	bind_text(&q, text->quoted);
	bind_text(&q, text->attachments);
	return query_run(&q, NULL, err);
}

enum rc
text_add(struct store *store, int64_t post_id, enum side side,
    const struct text *text, struct err *err)
{
	auto_work struct work work = { NULL };
	enum side its_side = SIDE_NONE;
	bool is_indexed = false;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = find_post(store, post_id, &its_side, &is_indexed, err);
	if (rc != RC_OK)
		return rc;
	/* Inner words in the shared index would be a leak. */
	assert(side == its_side);
	if (is_indexed)
		return work_commit(&work, err);
	rc = insert_text(store, post_id, side, text, err);
	if (rc == RC_OK)
		rc = set_indexed(store, post_id, err);
	return rc == RC_OK ? work_commit(&work, err) : rc;
}

enum rc
text_missing(struct store *store, int64_t after_id, size_t max,
    int64_t *ret_ids, size_t *ret_n, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT id FROM post WHERE NOT is_indexed AND id > ?"
	    " ORDER BY id LIMIT ?");
	size_t n = 0;
	enum rc rc;

	bind_int(&q, after_id);
	bind_size(&q, max);
	while ((rc = query_step(&q, err)) == RC_OK)
		ret_ids[n++] = column_int(&q, 0);
	if (rc != RC_NOENT)
		return rc;
	*ret_n = n;
	return RC_OK;
}

enum rc
text_count(struct store *store, uint64_t *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT (SELECT count(*) FROM post)"
	    " - (SELECT count(*) FROM post WHERE NOT is_indexed)");
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret = (uint64_t)column_int(&q, 0);
	return rc;
}
