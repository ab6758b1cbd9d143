/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/post-private.h"

void
places_release(struct places *places)
{
	free(places->v);
	*places = (struct places){ .n = 0 };
}

static enum rc
remove_places(struct store *store, int64_t post_id, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "DELETE FROM place WHERE post_id = ?");

	bind_id(&q, post_id);
	return query_run(&q, NULL, err);
}

static enum rc
insert_place(struct store *store, int64_t post_id, const struct place *place,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO place (post_id, audience_id, ancestor_id, distance)"
	    " VALUES (?, ?, ?, ?)");

	bind_id(&q, post_id);
	bind_id(&q, place->audience_id);
	bind_id(&q, place->ancestor_id);
	bind_int(&q, place->distance);
	return query_run(&q, NULL, err);
}

enum rc
place_set(struct store *store, int64_t post_id, const struct places *places,
    struct err *err)
{
	auto_work struct work work = { NULL };
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = remove_places(store, post_id, err);
	for (size_t i = 0; rc == RC_OK && i < places->n; i++)
		rc = insert_place(store, post_id, &places->v[i], err);
	/* The first place of a post is no change beside its acceptance. */
	if (rc == RC_OK && store->added_post_id != post_id)
		rc = change_add(store, post_id, err);
	return rc == RC_OK ? work_commit(&work, err) : rc;
}

enum rc
place_get(
    struct store *store, int64_t post_id, struct places *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT audience_id, ancestor_id, distance FROM place"
	    " WHERE post_id = ? ORDER BY distance, ancestor_id");
	auto_places struct places places = { .n = 0 };
	enum rc rc;

	bind_id(&q, post_id);
	while ((rc = query_step(&q, err)) == RC_OK) {
		places.v = array_grow(places.v, places.n, sizeof(*places.v));
		places.v[places.n++] = (struct place){
			.audience_id = column_int(&q, 0),
			.ancestor_id = column_int(&q, 1),
			.distance = column_int(&q, 2),
		};
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = places;
	places = (struct places){ .n = 0 };
	return RC_OK;
}

enum rc
waiting_add(
    struct store *store, int64_t post_id, const char *msgid, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "INSERT INTO waiting (post_id, msgid) VALUES (?, ?)");

	bind_id(&q, post_id);
	bind_text(&q, msgid);
	return query_run(&q, NULL, err);
}

enum rc
waiting_remove(struct store *store, int64_t post_id, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "DELETE FROM waiting WHERE post_id = ?");

	bind_id(&q, post_id);
	return query_run(&q, NULL, err);
}

enum rc
waiting_for(
    struct store *store, const char *msgid, struct posts *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT " POST_COLUMNS " FROM waiting"
	    " JOIN post ON post.id = waiting.post_id"
	    " WHERE waiting.msgid = ? ORDER BY post.id");

	bind_text(&q, msgid);
	return posts_read(&q, ret, err);
}
