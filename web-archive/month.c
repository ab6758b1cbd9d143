/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/month.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "web-archive/threads.h"

char *
month_path(const char *list, const char *month)
{
	return mem_format("list/%s/%s.html", list, month);
}

/* Newest accepted first; the ids only part what has the same second, and
 * their order is that of acceptance. */
static int
compare_posts(const void *a, const void *b)
{
	const struct view_post *x = a, *y = b;

	if (x->accepted_s != y->accepted_s)
		return x->accepted_s > y->accepted_s ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

static void
sort_newest_first(struct view_posts *posts)
{
	if (posts->n > 0)
		qsort(posts->v, posts->n, sizeof(*posts->v), compare_posts);
}

static enum rc
put_page(struct web *web, const char *list, const char *month,
    const struct threads *threads, const struct state_month *row,
    struct err *err)
{
	char name[WHEN_BYTES];
	auto_free char *path = month_path(list, month);
	auto_free char *list_path = mem_format("list/%s/index.html", list);
	auto_free char *title = NULL;
	const struct page_step steps[] = {
		{ list, list_path },
		{ name, path },
	};
	struct page page = { .path = path, .steps = steps, .n_steps = 2 };
	auto_markup struct markup *markup = NULL;

	when_month_name(month, name);
	title = mem_format("%s, %s", list, name);
	page.title = title;
	markup = page_begin(web, &page);
	markup_element(markup, "h1", NULL, name);
	markup_open_class(markup, "p", "lede");
	markup_format(markup, "%s: %zu %s in %zu %s.", list,
	    (size_t)row->n_posts, row->n_posts == 1 ? "post" : "posts",
	    threads->n, threads->n == 1 ? "conversation" : "conversations");
	markup_close(markup, "p");
	threads_write(markup, web, &page, threads, false);
	return page_end(web, &page, markup, row->newest_s, err);
}

static enum rc
remove_page(
    struct web *web, const char *list, const char *month, struct err *err)
{
	auto_free char *path = month_path(list, month);
	enum rc rc = docroot_remove(&web->docroot, path, err);

	return rc == RC_NOENT ? RC_OK : rc;
}

enum rc
month_put(struct web *web, const char *list, const char *month, struct err *err)
{
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_threads struct threads threads = { .n = 0 };
	struct state_month *row = state_get(&web->state, list, month);
	int64_t since_s, until_s;
	enum rc rc;

	when_month_bounds(month, &since_s, &until_s);
	rc = view_dated(web->view, list, since_s, until_s, &posts, err);
	if (rc != RC_OK)
		return rc;
	row->n_posts = posts.n;
	if (posts.n == 0)
		return remove_page(web, list, month, err);
	sort_newest_first(&posts);
	row->newest_s = posts.v[0].accepted_s;
	rc = threads_gather(web->view, &posts, posts.n, &threads, err);
	if (rc != RC_OK)
		return rc;
	row->n_conversations = threads.n;
	return put_page(web, list, month, &threads, row, err);
}

/* The newest month before `before` ("": of all) that has posts; NULL when
 * there is none. */
static const char *
month_before(const struct state *state, const char *list, const char *before)
{
	const char *newest = NULL;

	for (size_t i = 0; i < state->n; i++) {
		const struct state_month *row = &state->v[i];

		if ((list == NULL || strcmp(row->list, list) == 0) &&
		    row->n_posts > 0 &&
		    (before[0] == '\0' || strcmp(row->month, before) < 0) &&
		    (newest == NULL || strcmp(row->month, newest) > 0))
			newest = row->month;
	}
	return newest;
}

static void
move_posts(struct view_posts *to, struct view_posts *from)
{
	if (from->n == 0)
		return;
	to->v = mem_grow(to->v, to->n + from->n, sizeof(*to->v));
	memcpy(&to->v[to->n], from->v, from->n * sizeof(*from->v));
	to->n += from->n;
	free(from->v);
	*from = (struct view_posts){ .n = 0 };
}

enum rc
month_latest(struct web *web, const char *list, size_t least, size_t max,
    struct view_posts *ret, struct err *err)
{
	auto_view_posts struct view_posts posts = { .n = 0 };
	const char *month = month_before(&web->state, list, "");

	for (; month != NULL && posts.n < least;
	     month = month_before(&web->state, list, month)) {
		auto_view_posts struct view_posts more = { .n = 0 };
		int64_t since_s, until_s;
		enum rc rc;

		when_month_bounds(month, &since_s, &until_s);
		rc = view_dated(web->view, list, since_s, until_s, &more, err);
		if (rc != RC_OK)
			return rc;
		move_posts(&posts, &more);
	}
	sort_newest_first(&posts);
	while (posts.n > max)
		view_post_release(&posts.v[--posts.n]);
	*ret = posts;
	posts = (struct view_posts){ .n = 0 };
	return RC_OK;
}
