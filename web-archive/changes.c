/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/changes.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "web-archive/article.h"
#include "web-archive/conversation.h"

enum { CHANGES_AT_ONCE = 1000 };

void
changes_release(struct changes *changes)
{
	free(changes->left.v);
	free(changes->stand.v);
}

static void
ids_release(struct changed_ids *ids)
{
	free(ids->v);
}

#define auto_ids __attribute__((cleanup(ids_release)))

static void
add_id(struct changed_ids *ids, int64_t id)
{
	if ((ids->n & (ids->n - 1)) == 0)
		ids->v = mem_grow(
		    ids->v, ids->n > 0 ? 2 * ids->n : 1, sizeof(*ids->v));
	ids->v[ids->n++] = id;
}

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
make_unique(struct changed_ids *ids)
{
	size_t n = 0;

	if (ids->n == 0)
		return;
	qsort(ids->v, ids->n, sizeof(*ids->v), compare_ids);
	for (size_t i = 0; i < ids->n; i++)
		if (n == 0 || ids->v[n - 1] != ids->v[i])
			ids->v[n++] = ids->v[i];
	ids->n = n;
}

/* The ids of the posts, each once. */
static enum rc
read_posts(struct web *web, struct changed_ids *ret, struct err *err)
{
	auto_free struct view_change *changes =
	    mem_zero(CHANGES_AT_ONCE, sizeof(*changes));
	size_t n;

	do {
		enum rc rc = view_changes(web->view, web->state.mark,
		    CHANGES_AT_ONCE, changes, &n, err);

		if (rc != RC_OK)
			return rc;
		for (size_t i = 0; i < n; i++)
			add_id(ret, changes[i].post_id);
		if (n > 0)
			web->state.mark = changes[n - 1].mark;
	} while (n == CHANGES_AT_ONCE);
	make_unique(ret);
	return RC_OK;
}

/* The conversation with this first post, which a permalink names: it may
 * have another first post now, or none. */
static enum rc
add_left(struct web *web, const char *root_name, struct changes *ret,
    struct err *err)
{
	auto_view_post struct view_post root = { .id = 0 };
	int64_t root_id = 0;
	enum rc rc = view_post_by_name(web->view, root_name, &root, err);

	if (rc == RC_OK)
		rc = view_root(web->view, root.id, &root_id, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	if (rc == RC_OK)
		add_id(&ret->left, root_id);
	if (rc == RC_OK && root_id == root.id)
		return RC_OK;
	return conversation_remove_pages(web, root_name, 1, err);
}

/* Where did the post stand when its permalink was written? */
static enum rc
look_where_it_was(
    struct web *web, int64_t post_id, struct changes *ret, struct err *err)
{
	auto_view_post struct view_post post = { .id = 0 };
	auto_buf struct buf page = BUF_INIT(DOCROOT_FILE_BYTES);
	auto_free char *path = NULL;
	char root_name[sizeof(post.name)];
	enum rc rc = view_post(web->view, post_id, &post, err);

	if (rc != RC_OK)
		return rc;
	path = article_path(&post);
	rc = docroot_load(&web->docroot, path, &page, err);
	if (rc == RC_NOENT ||
	    (rc == RC_OK && !article_read_root(buf_string(&page), root_name)))
		return RC_OK;
	return rc == RC_OK ? add_left(web, root_name, ret, err) : rc;
}

/* Where does the post stand?  To build everything the first posts are
 * enough: each conversation has one. */
static enum rc
look_where_it_is(struct web *web, int64_t post_id, bool looks_back,
    struct changes *ret, struct err *err)
{
	auto_view_post struct view_post post = { .id = 0 };
	int64_t root_id = post_id;
	enum rc rc = looks_back ? view_root(web->view, post_id, &root_id, err)
				: view_post(web->view, post_id, &post, err);

	if (rc == RC_OK && post.parent_id == 0)
		add_id(&ret->stand, root_id);
	return rc;
}

enum rc
changes_read(
    struct web *web, bool looks_back, struct changes *ret, struct err *err)
{
	auto_ids struct changed_ids posts = { .n = 0 };
	enum rc rc = read_posts(web, &posts, err);

	for (size_t i = 0; rc == RC_OK && i < posts.n; i++) {
		if (looks_back)
			rc = look_where_it_was(web, posts.v[i], ret, err);
		if (rc == RC_OK)
			rc = look_where_it_is(
			    web, posts.v[i], looks_back, ret, err);
	}
	make_unique(&ret->left);
	make_unique(&ret->stand);
	return rc;
}
