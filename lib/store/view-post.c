/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts of a view: one, those around it, and those of a time.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/view-private.h"

_Static_assert(sizeof(((struct view_post *)NULL)->name) == NAME_BYTES,
    "view.h and digest.h agree");

void
view_post_release(struct view_post *post)
{
	free(post->msgid);
	free(post->list);
	free(post->subject);
	free(post->from_name);
	*post = (struct view_post){ .id = 0 };
}

void
view_posts_release(struct view_posts *posts)
{
	for (size_t i = 0; i < posts->n; i++)
		view_post_release(&posts->v[i]);
	free(posts->v);
	*posts = (struct view_posts){ .n = 0 };
}

static void
read_post(struct query *q, struct view_post *ret)
{
	auto_free char *msgid = column_text(q, 1);
	const void *hash;
	size_t n_hash;

	ret->id = column_int(q, 0);
	ret->msgid = column_text(q, 2);
	ret->accepted_s = column_int(q, 3);
	ret->list = column_text(q, 4);
	ret->is_internal = column_int(q, 5) != 0;
	ret->subject = column_text(q, 6);
	ret->from_name = column_text(q, 7);
	ret->date_s = column_int(q, 8);
	ret->parent_id = column_int(q, 9);
	ret->author_side = (enum side)column_int(q, 12);
	if (column_int(q, 10) == 0) {
		name_of_msgid(msgid, ret->name);
		return;
	}
	hash = column_bytes(q, 11, &n_hash);
	assert(n_hash == SHA256_BYTES);
	name_of_collision(msgid, hash, ret->name);
}

enum rc
view_posts_read(struct query *q, struct view_posts *ret, struct err *err)
{
	auto_view_posts struct view_posts posts = { .n = 0 };
	enum rc rc;

	while ((rc = query_step(q, err)) == RC_OK) {
		posts.v = array_grow(posts.v, posts.n, sizeof(*posts.v));
		read_post(q, &posts.v[posts.n++]);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = posts;
	posts = (struct view_posts){ .n = 0 };
	return RC_OK;
}

enum rc
view_recent(struct view *view, int64_t before_s, size_t max,
    struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id IN"
	    " (SELECT post_id FROM shown_time WHERE accepted_s < ?"
	    "  ORDER BY accepted_s DESC, post_id DESC LIMIT ?)"
	    " ORDER BY accepted_s DESC, id DESC");

	bind_int(&q, before_s == 0 ? INT64_MAX : before_s);
	bind_size(&q, max);
	return view_posts_read(&q, ret, err);
}

enum rc
view_post(
    struct view *view, int64_t post_id, struct view_post *ret, struct err *err)
{
	auto_query struct query q = view_query(
	    view, "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id = ?");
	enum rc rc;

	bind_id(&q, post_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_post(&q, ret);
	return rc;
}

enum rc
view_post_by_name(
    struct view *view, const char *name, struct view_post *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id IN"
	    " (SELECT post_id FROM shown_name WHERE name = ?)"
	    " ORDER BY is_internal, id");
	enum rc rc;

	bind_text(&q, name);
	/* Not each post that may be called so is called so in this view. */
	while ((rc = query_step(&q, err)) == RC_OK) {
		auto_view_post struct view_post post = { .id = 0 };

		read_post(&q, &post);
		if (strcmp(post.name, name) != 0)
			continue;
		*ret = post;
		post = (struct view_post){ .id = 0 };
		return RC_OK;
	}
	return rc;
}

enum rc
view_children(
    struct view *view, int64_t post_id, struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id IN"
	    " (SELECT post_id FROM shown_step WHERE ancestor_id = ?1)"
	    " AND parent_id = ?1 ORDER BY id");

	bind_id(&q, post_id);
	return view_posts_read(&q, ret, err);
}

enum rc
view_root(struct view *view, int64_t post_id, int64_t *ret, struct err *err)
{
	int64_t id = post_id;

	for (int i = 0; i <= VIEW_DEPTH; i++) {
		auto_view_post struct view_post post = { .id = 0 };
		enum rc rc = view_post(view, id, &post, err);

		if (rc != RC_OK)
			return rc;
		if (post.parent_id == 0)
			break;
		id = post.parent_id;
	}
	*ret = id;
	return RC_OK;
}

enum rc
view_dated(struct view *view, const char *list, int64_t since_s,
    int64_t until_s, struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id IN"
	    " (SELECT post_id FROM shown_time WHERE is_own"
	    "  AND date_s >= ? AND date_s < ? AND ? IN ('', list))"
	    " ORDER BY date_s, id");

	bind_int(&q, since_s);
	bind_int(&q, until_s);
	bind_text(&q, list);
	return view_posts_read(&q, ret, err);
}

enum rc
view_accepted(struct view *view, int64_t since_s, int64_t until_s,
    struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT " VIEW_POST_COLUMNS " FROM shown_post WHERE id IN"
	    " (SELECT post_id FROM shown_time"
	    "  WHERE accepted_s >= ? AND accepted_s < ?) ORDER BY id");

	bind_int(&q, since_s);
	bind_int(&q, until_s);
	return view_posts_read(&q, ret, err);
}

enum rc
view_changes(struct view *view, int64_t mark, size_t max,
    struct view_change *ret, size_t *ret_n, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT post_id, mark FROM shown_change WHERE mark > ?"
	    " ORDER BY mark LIMIT ?");
	size_t n = 0;
	enum rc rc;

	bind_int(&q, mark);
	bind_size(&q, max);
	while ((rc = query_step(&q, err)) == RC_OK)
		ret[n++] = (struct view_change){
			.post_id = column_int(&q, 0),
			.mark = column_int(&q, 1),
		};
	if (rc != RC_NOENT)
		return rc;
	*ret_n = n;
	return RC_OK;
}

enum rc
view_raw(struct view *view, int64_t post_id, char **ret, size_t *ret_n,
    struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT dictionary_id, n_bytes, packed FROM shown_raw"
	    " WHERE post_id = ?");
	enum rc rc;

	bind_id(&q, post_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	return raw_unpack(&q,
	    "SELECT bytes FROM shown_dictionary WHERE post_id = ?", post_id,
	    ret, ret_n, err);
}
