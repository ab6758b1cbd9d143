/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/front.h"

#include <string.h>

#include "lib/base/mem.h"
#include "web-archive/month.h"
#include "web-archive/threads.h"

enum {
	CONVERSATIONS_SHOWN = 20,
	/* Conversations are gathered from so many posts, if there are. */
	POSTS_LOOKED_AT = 200,
};

int64_t
front_newest_s(const struct web *web, const char *list)
{
	int64_t newest_s = 0;

	for (size_t i = 0; i < web->state.n; i++) {
		const struct state_month *row = &web->state.v[i];

		if ((list == NULL || strcmp(row->list, list) == 0) &&
		    row->n_posts > 0 && row->newest_s > newest_s)
			newest_s = row->newest_s;
	}
	return newest_s;
}

static uint64_t
count_posts(const struct web *web, const char *list)
{
	uint64_t n = 0;

	for (size_t i = 0; i < web->state.n; i++)
		if (strcmp(web->state.v[i].list, list) == 0)
			n += web->state.v[i].n_posts;
	return n;
}

static void
put_count(struct markup *markup, uint64_t n)
{
	markup_format(markup, "%zu %s", (size_t)n, n == 1 ? "post" : "posts");
}

static void
put_lists(struct markup *markup, const struct web *web, const struct page *page)
{
	markup_element(markup, "h2", NULL, "Lists");
	markup_open_class(markup, "ul", "lists");
	for (size_t i = 0; i < web->lists.n; i++) {
		const struct view_list *list = &web->lists.v[i];
		auto_free char *path =
		    mem_format("list/%s/index.html", list->name);

		if (!list->is_own)
			continue;
		markup_open(markup, "li");
		page_link(markup, page, path, list->name);
		markup_element(markup, "p", NULL, list->purpose);
		markup_open_class(markup, "p", "about");
		put_count(markup, count_posts(web, list->name));
		markup_close(markup, "p");
		markup_close(markup, "li");
	}
	markup_close(markup, "ul");
}

static enum rc
put_latest(struct markup *markup, struct web *web, const struct page *page,
    const char *list, struct err *err)
{
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_threads struct threads threads = { .n = 0 };
	enum rc rc = month_latest(
	    web, list, POSTS_LOOKED_AT, POSTS_LOOKED_AT, &posts, err);

	if (rc == RC_OK)
		rc = threads_gather(
		    web->view, &posts, CONVERSATIONS_SHOWN, &threads, err);
	if (rc != RC_OK)
		return rc;
	markup_element(markup, "h2", NULL, "Last conversations");
	if (threads.n == 0)
		markup_element(markup, "p", "none", "Nothing yet.");
	else
		threads_write(markup, web, page, &threads,
		    list == NULL && web_n_own(web) > 1);
	return RC_OK;
}

enum rc
front_put(struct web *web, struct err *err)
{
	auto_free char *title = web_title(web);
	const struct page page = {
		.title = title, .path = "index.html", .feed = "feed.atom"
	};
	auto_markup struct markup *markup = page_begin(web, &page);
	enum rc rc;

	markup_element(markup, "h1", NULL, title);
	put_lists(markup, web, &page);
	rc = put_latest(markup, web, &page, NULL, err);
	return rc == RC_OK
	    ? page_end(web, &page, markup, front_newest_s(web, NULL), err)
	    : rc;
}

static void
put_months(struct markup *markup, const struct web *web,
    const struct page *page, const char *list)
{
	markup_element(markup, "h2", NULL, "Months");
	markup_open_class(markup, "ul", "months");
	for (size_t i = web->state.n; i > 0; i--) {
		const struct state_month *row = &web->state.v[i - 1];
		auto_free char *path = month_path(row->list, row->month);
		char name[WHEN_BYTES];

		if (strcmp(row->list, list) != 0 || row->n_posts == 0)
			continue;
		when_month_name(row->month, name);
		markup_open(markup, "li");
		page_link(markup, page, path, name);
		markup_text(markup, " ");
		markup_open(markup, "small");
		put_count(markup, row->n_posts);
		markup_close(markup, "small");
		markup_close(markup, "li");
	}
	markup_close(markup, "ul");
}

enum rc
front_put_list(struct web *web, const struct view_list *list, struct err *err)
{
	auto_free char *path = mem_format("list/%s/index.html", list->name);
	auto_free char *feed = mem_format("list/%s/feed.atom", list->name);
	const struct page_step steps[] = { { list->name, path } };
	const struct page page = {
		.title = list->name,
		.path = path,
		.feed = feed,
		.steps = steps,
		.n_steps = 1,
	};
	auto_markup struct markup *markup = page_begin(web, &page);
	enum rc rc;

	markup_element(markup, "h1", NULL, list->name);
	markup_element(markup, "p", "lede", list->purpose);
	rc = put_latest(markup, web, &page, list->name, err);
	if (rc != RC_OK)
		return rc;
	put_months(markup, web, &page, list->name);
	return page_end(
	    web, &page, markup, front_newest_s(web, list->name), err);
}
