/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/conversation.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct rooted {
	int64_t root_id;
	struct view_post post;
};

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* In order of acceptance.  An id alone does not tell: what was imported has
 * the time of its own date. */
static int
compare_posts(const struct view_post *a, const struct view_post *b)
{
	if (a->accepted_s != b->accepted_s)
		return compare(a->accepted_s, b->accepted_s);
	return compare(a->id, b->id);
}

static int
by_root(const void *a_bytes, const void *b_bytes)
{
	const struct rooted *a = a_bytes;
	const struct rooted *b = b_bytes;

	if (a->root_id != b->root_id)
		return compare(a->root_id, b->root_id);
	return compare_posts(&a->post, &b->post);
}

static int
newest_first(const void *a_bytes, const void *b_bytes)
{
	const struct conversation *a = a_bytes;
	const struct conversation *b = b_bytes;

	return compare_posts(&b->posts[b->n - 1], &a->posts[a->n - 1]);
}

/* Sort the posts by conversation; ret_roots has room for the root of each. */
static enum rc
sort_posts(struct view *view, struct view_posts *posts, int64_t *ret_roots,
    struct err *err)
{
	auto_free struct rooted *rooted = mem_zero(posts->n, sizeof(*rooted));
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < posts->n; i++) {
		rooted[i].post = posts->v[i];
		rc = view_root(view, posts->v[i].id, &rooted[i].root_id, err);
	}
	if (rc != RC_OK)
		return rc;
	qsort(rooted, posts->n, sizeof(*rooted), by_root);
	for (size_t i = 0; i < posts->n; i++) {
		posts->v[i] = rooted[i].post;
		ret_roots[i] = rooted[i].root_id;
	}
	return RC_OK;
}

enum rc
conversations_find(struct view *view, int64_t since_s, int64_t until_s,
    struct conversations *ret, struct err *err)
{
	auto_conversations struct conversations found = { .n = 0 };
	auto_free int64_t *roots = NULL;
	enum rc rc = view_accepted(view, since_s, until_s, &found.posts, err);

	if (rc != RC_OK)
		return rc;
	roots = mem_zero(found.posts.n, sizeof(*roots));
	rc = sort_posts(view, &found.posts, roots, err);
	if (rc != RC_OK)
		return rc;
	found.v = mem_zero(found.posts.n, sizeof(*found.v));
	for (size_t i = 0; i < found.posts.n; i++) {
		if (i == 0 || roots[i] != roots[i - 1])
			found.v[found.n++] = (struct conversation){
				.root_id = roots[i],
				.posts = &found.posts.v[i],
			};
		found.v[found.n - 1].n++;
	}
	qsort(found.v, found.n, sizeof(*found.v), newest_first);
	*ret = found;
	found = (struct conversations){ .n = 0 };
	return RC_OK;
}

void
conversations_release(struct conversations *conversations)
{
	view_posts_release(&conversations->posts);
	free(conversations->v);
	*conversations = (struct conversations){ .n = 0 };
}

static bool
is_own_list(const struct view_lists *lists, const char *name)
{
	for (size_t i = 0; i < lists->n; i++)
		if (lists->v[i].is_own && strcmp(lists->v[i].name, name) == 0)
			return true;
	return false;
}

/* Ids of posts that were not looked at yet. */
struct todo {
	int64_t *v;
	size_t n, pos;
};

#define auto_todo __attribute__((cleanup(todo_release)))

static void
todo_release(struct todo *todo)
{
	free(todo->v);
}

static void
todo_add(struct todo *todo, int64_t post_id)
{
	todo->v = mem_grow(todo->v, todo->n + 1, sizeof(*todo->v));
	todo->v[todo->n++] = post_id;
}

/* Bounded as view_root is, whatever the rows say. */
static enum rc
search_tree(struct view *view, const struct view_lists *lists, int64_t root_id,
    bool *ret, struct err *err)
{
	auto_view_post struct view_post root = { .id = 0 };
	auto_todo struct todo todo = { .n = 0 };
	enum rc rc = view_post(view, root_id, &root, err);

	if (rc != RC_OK)
		return rc;
	*ret = is_own_list(lists, root.list);
	todo_add(&todo, root_id);
	while (
	    rc == RC_OK && !*ret && todo.pos < todo.n && todo.n < VIEW_DEPTH) {
		auto_view_posts struct view_posts children = { .n = 0 };

		rc = view_children(view, todo.v[todo.pos++], &children, err);
		for (size_t i = 0; i < children.n; i++) {
			if (is_own_list(lists, children.v[i].list))
				*ret = true;
			todo_add(&todo, children.v[i].id);
		}
	}
	return rc;
}

enum rc
conversation_is_own(struct view *view, const struct view_lists *lists,
    const struct conversation *conversation, bool *ret, struct err *err)
{
	for (size_t i = 0; i < conversation->n; i++)
		if (is_own_list(lists, conversation->posts[i].list)) {
			*ret = true;
			return RC_OK;
		}
	return search_tree(view, lists, conversation->root_id, ret, err);
}
