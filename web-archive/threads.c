/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/threads.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "web-archive/conversation.h"

enum { PEOPLE_SHOWN = 4 };

void
threads_release(struct threads *threads)
{
	for (size_t i = 0; i < threads->n; i++) {
		view_post_release(&threads->v[i].root);
		strv_release(&threads->v[i].people);
	}
	free(threads->v);
	*threads = (struct threads){ .n = 0 };
}

/* A post and the conversation it belongs to. */
struct pair {
	int64_t post_id;
	int64_t root_id; /* 0: not known yet */
	size_t i; /* among the posts */
};

static int
compare_ids(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return (x->post_id > y->post_id) - (x->post_id < y->post_id);
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->root_id != y->root_id)
		return x->root_id < y->root_id ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

static void
add_post(struct thread_row *row, const struct view_post *post)
{
	auto_free char *author = web_author(post);

	row->n_posts++;
	row->n_internal += post->is_internal;
	if (post->date_s > row->newest_s)
		row->newest_s = post->date_s;
	if (row->people.n <= PEOPLE_SHOWN && !strv_has(&row->people, author))
		strv_add(&row->people, author);
}

/* A post stands where its parent stands; most parents are among the posts,
 * before it, so that a long conversation is not climbed from each post. */
static enum rc
find_root(struct view *view, const struct view_posts *posts,
    const struct pair *pairs, struct pair *pair, struct err *err)
{
	const struct pair key = { .post_id = posts->v[pair->i].parent_id };
	const struct pair *parent =
	    bsearch(&key, pairs, posts->n, sizeof(*pairs), compare_ids);

	if (parent == NULL || parent->root_id == 0)
		return view_root(view, pair->post_id, &pair->root_id, err);
	pair->root_id = parent->root_id;
	return RC_OK;
}

static enum rc
find_roots(struct view *view, const struct view_posts *posts,
    struct pair *pairs, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < posts->n; i++)
		pairs[i] = (struct pair){ .post_id = posts->v[i].id, .i = i };
	qsort(pairs, posts->n, sizeof(*pairs), compare_ids);
	for (size_t i = 0; rc == RC_OK && i < posts->n; i++)
		rc = find_root(view, posts, pairs, &pairs[i], err);
	qsort(pairs, posts->n, sizeof(*pairs), compare_pairs);
	return rc;
}

static int
compare_firsts(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return (x->i > y->i) - (x->i < y->i);
}

/* The first pair of each conversation, in the order of the posts; returns
 * how many. */
static size_t
choose_firsts(const struct pair *pairs, size_t n, struct pair *ret)
{
	size_t n_chosen = 0;

	for (size_t i = 0; i < n; i++)
		if (i == 0 || pairs[i].root_id != pairs[i - 1].root_id)
			ret[n_chosen++] = pairs[i];
	qsort(ret, n_chosen, sizeof(*ret), compare_firsts);
	return n_chosen;
}

static enum rc
fill_row(struct view *view, const struct view_posts *posts,
    const struct pair *pairs, struct thread_row *row, struct err *err)
{
	enum rc rc = view_post(view, row->root_id, &row->root, err);
	size_t low = 0, high = posts->n;

	while (rc == RC_OK && low < high) {
		size_t middle = low + (high - low) / 2;

		if (pairs[middle].root_id < row->root_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (; rc == RC_OK && low < posts->n &&
	     pairs[low].root_id == row->root_id;
	     low++)
		add_post(row, &posts->v[pairs[low].i]);
	return rc;
}

enum rc
threads_gather(struct view *view, const struct view_posts *posts, size_t max,
    struct threads *ret, struct err *err)
{
	auto_threads struct threads threads = { .n = 0 };
	auto_free struct pair *pairs = mem_zero(posts->n, sizeof(*pairs));
	auto_free struct pair *firsts = mem_zero(posts->n, sizeof(*firsts));
	enum rc rc = find_roots(view, posts, pairs, err);
	size_t n;

	if (rc != RC_OK)
		return rc;
	n = choose_firsts(pairs, posts->n, firsts);
	n = n < max ? n : max;
	threads.v = mem_zero(n, sizeof(*threads.v));
	while (rc == RC_OK && threads.n < n) {
		struct thread_row *row = &threads.v[threads.n];

		row->root_id = firsts[threads.n++].root_id;
		rc = fill_row(view, posts, pairs, row, err);
	}
	if (rc != RC_OK)
		return rc;
	*ret = threads;
	threads = (struct threads){ .n = 0 };
	return RC_OK;
}

static void
put_people(struct markup *markup, const struct strv *people)
{
	for (size_t i = 0; i < people->n && i < PEOPLE_SHOWN; i++) {
		if (i > 0)
			markup_text(markup, ", ");
		page_words(markup, people->v[i]);
	}
	if (people->n > PEOPLE_SHOWN)
		markup_text(markup, " and others");
}

static void
put_row(struct markup *markup, const struct web *web, const struct page *page,
    const struct thread_row *row, bool with_list)
{
	auto_free char *path = conversation_path(row->root.name, 1);
	auto_free char *subject = web_subject(web, &row->root);

	markup_open(markup, "li");
	page_link(markup, page, path, subject);
	markup_open_class(markup, "p", "about");
	page_day(markup, row->newest_s);
	markup_text(markup, " \xc2\xb7 "); /* a middle dot */
	put_people(markup, &row->people);
	if (row->n_posts > 1)
		markup_format(markup, " \xc2\xb7 %zu posts", row->n_posts);
	if (with_list)
		markup_format(markup, " \xc2\xb7 %s", row->root.list);
	if (web->has_two_sides && row->n_internal > 0) {
		markup_text(markup, " ");
		markup_open_class(markup, "span", "tag internal");
		markup_format(markup, "%zu internal", row->n_internal);
		markup_close(markup, "span");
	}
	markup_close(markup, "p");
	markup_close(markup, "li");
}

void
threads_write(struct markup *markup, const struct web *web,
    const struct page *page, const struct threads *threads, bool with_list)
{
	markup_open_class(markup, "ul", "threads");
	for (size_t i = 0; i < threads->n; i++)
		put_row(markup, web, page, &threads->v[i], with_list);
	markup_close(markup, "ul");
}
