/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/feed.h"

#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/own.h"
#include "web-archive/article.h"
#include "web-archive/front.h"
#include "web-archive/month.h"
#include "web-archive/page.h"

enum {
	ENTRIES = 30,
	OPENING_BYTES = 400,
	FEED_BYTES = 1024 * 1024,
};

static void
put_time(struct markup *markup, const char *element, int64_t time_s)
{
	char iso[CLOCK_DATE_BYTES];

	clock_iso8601(when_bounded(time_s), iso);
	markup_element(markup, element, NULL, iso);
}

static void
put_link(struct markup *markup, const struct page *page, const char *rel,
    const char *path)
{
	markup_open(markup, "link");
	markup_attr(markup, "rel", rel);
	page_href(markup, page, path);
	markup_close(markup, "link");
}

/* RFC 4151: an id that is no address, and the same for ever. */
static void
put_id(struct markup *markup, const struct web *web, const char *path)
{
	markup_open(markup, "id");
	markup_format(markup, "tag:%s,2026:%s", web->domain, path);
	markup_close(markup, "id");
}

static enum rc
read_opening(
    struct web *web, const struct view_post *post, char **ret, struct err *err)
{
	auto_facts struct facts *facts = NULL;
	auto_free char *raw = NULL;
	auto_free char *text = NULL;
	size_t n_raw = 0;
	int died = 0;
	enum rc rc = view_raw(web->view, post->id, &raw, &n_raw, err);

	if (rc == RC_OK)
		rc = worker_parse(web->worker, raw, n_raw, &facts, &died, err);
	if (rc == RC_PERM) {
		*ret = mem_dup("");
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	text = web_shown(web, facts->text);
	*ret = own_opening(text, strlen(text), OPENING_BYTES);
	return RC_OK;
}

static enum rc
put_entry(struct markup *markup, struct web *web, const struct page *page,
    const struct view_post *post, struct err *err)
{
	auto_free char *path = article_path(post);
	auto_free char *message = mem_format("m/%s", post->name);
	auto_free char *subject = web_subject(web, post);
	auto_free char *author = web_author(post);
	auto_free char *opening = NULL;
	enum rc rc = read_opening(web, post, &opening, err);

	if (rc != RC_OK)
		return rc;
	markup_open(markup, "entry");
	put_id(markup, web, message);
	markup_element(markup, "title", NULL, subject);
	put_link(markup, page, "alternate", path);
	put_time(markup, "published", post->date_s);
	put_time(markup, "updated", post->accepted_s);
	markup_open(markup, "author");
	markup_element(markup, "name", NULL, author);
	markup_close(markup, "author");
	markup_element(markup, "summary", NULL, opening);
	markup_close(markup, "entry");
	return RC_OK;
}

static void
put_head(struct markup *markup, const struct web *web, const struct page *page,
    const char *list)
{
	auto_free char *id = mem_format("%s/%s", web->name, page->path);

	markup_open(markup, "feed");
	markup_attr(markup, "xmlns", "http://www.w3.org/2005/Atom");
	put_id(markup, web, id);
	markup_element(markup, "title", NULL, page->title);
	put_link(markup, page, "self", page->path);
	put_time(markup, "updated", front_newest_s(web, list));
}

enum rc
feed_put(struct web *web, const char *list, struct err *err)
{
	auto_free char *title = list != NULL ? mem_dup(list) : web_title(web);
	auto_free char *path = list != NULL
	    ? mem_format("list/%s/feed.atom", list)
	    : mem_dup("feed.atom");
	const struct page page = { .title = title, .path = path };
	auto_markup struct markup *markup = markup_new(MARKUP_ATOM, FEED_BYTES);
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_free char *bytes = NULL;
	size_t n_bytes = 0;
	enum rc rc = month_latest(web, list, ENTRIES, ENTRIES, &posts, err);

	if (rc != RC_OK)
		return rc;
	put_head(markup, web, &page, list);
	for (size_t i = 0; i < posts.n; i++) {
		rc = put_entry(markup, web, &page, &posts.v[i], err);
		if (rc != RC_OK)
			return rc;
	}
	markup_close(markup, "feed");
	bytes = markup_take(markup, &n_bytes);
	if (bytes == NULL)
		return err_set(err, RC_PERM, "5.3.4",
		    "the feed %s would be too large", path);
	return docroot_put(&web->docroot, path, bytes, n_bytes,
	    front_newest_s(web, list), err);
}
