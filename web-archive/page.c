/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/page.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"

enum { PAGE_BYTES = 256 * 1024 * 1024, STYLE_NAME_LETTERS = 8 };

static const char stylesheet[] =
#include "web-archive/style.inc"
    ;

static const char policy[] = "default-src 'none'; style-src 'self'; "
			     "base-uri 'none'; form-action 'none'";

char *
page_style_path(void)
{
	unsigned char hash[SHA256_BYTES];
	char name[NAME_BYTES];

	sha256(stylesheet, sizeof(stylesheet) - 1, hash);
	name_of_hash(hash, name);
	return mem_format("style-%.*s.css", STYLE_NAME_LETTERS, name);
}

enum rc
page_put_style(struct web *web, struct err *err)
{
	auto_free char *path = page_style_path();

	return docroot_put(
	    &web->docroot, path, stylesheet, sizeof(stylesheet) - 1, 0, err);
}

void
page_href(struct markup *markup, const struct page *page, const char *path)
{
	auto_buf struct buf relative = BUF_INIT(4096);

	for (const char *p = page->path; *p != '\0'; p++)
		if (*p == '/')
			buf_puts(&relative, "../");
	buf_puts(&relative, path);
	markup_href_own(markup, buf_string(&relative));
}

void
page_link(struct markup *markup, const struct page *page, const char *path,
    const char *text)
{
	markup_open(markup, "a");
	page_href(markup, page, path);
	page_words(markup, text);
	markup_close(markup, "a");
}

static void
put_time(struct markup *markup, int64_t time_s, const char *shown)
{
	char iso[CLOCK_DATE_BYTES];

	clock_iso8601(when_bounded(time_s), iso);
	markup_open(markup, "time");
	markup_attr(markup, "datetime", iso);
	markup_text(markup, shown);
	markup_close(markup, "time");
}

void
page_minute(struct markup *markup, int64_t time_s)
{
	char shown[WHEN_BYTES];

	when_minute(time_s, shown);
	put_time(markup, time_s, shown);
}

void
page_day(struct markup *markup, int64_t time_s)
{
	char shown[WHEN_BYTES];

	when_day(time_s, shown);
	put_time(markup, time_s, shown);
}

void
page_words(struct markup *markup, const char *text)
{
	markup_element(markup, "bdi", NULL, text);
}

static void
put_meta(struct markup *markup, const char *key, const char *name,
    const char *content)
{
	markup_open(markup, "meta");
	markup_attr(markup, key, name);
	markup_attr(markup, "content", content);
	markup_close(markup, "meta");
}

static void
put_link(struct markup *markup, const struct page *page, const char *rel,
    const char *path, const char *type)
{
	markup_open(markup, "link");
	markup_attr(markup, "rel", rel);
	page_href(markup, page, path);
	if (type != NULL)
		markup_attr(markup, "type", type);
	markup_close(markup, "link");
}

static void
put_head(struct markup *markup, const struct web *web, const struct page *page)
{
	auto_free char *style = page_style_path();
	auto_free char *view = web_title(web);

	markup_open(markup, "head");
	markup_open(markup, "meta");
	markup_attr(markup, "charset", "utf-8");
	markup_close(markup, "meta");
	put_meta(markup, "http-equiv", "Content-Security-Policy", policy);
	put_meta(
	    markup, "name", "viewport", "width=device-width, initial-scale=1");
	put_meta(markup, "name", "color-scheme", "light dark");
	put_meta(markup, "name", "referrer", "no-referrer");
	if (!web->hides_addresses)
		put_meta(markup, "name", "robots", "noindex");
	markup_open(markup, "title");
	markup_text(markup, page->title);
	if (page->n_steps > 0)
		markup_format(markup, " - %s", view);
	markup_close(markup, "title");
	put_link(markup, page, "stylesheet", style, NULL);
	if (page->feed != NULL)
		put_link(markup, page, "alternate", page->feed,
		    "application/atom+xml");
	markup_close(markup, "head");
}

/* The front page has none; the last step is the page itself; and where a view
 * has one list, its page says no more than the front page. */
static void
put_way(struct markup *markup, const struct web *web, const struct page *page)
{
	auto_free char *view = web_title(web);

	if (page->n_steps == 0)
		return;
	markup_open_class(markup, "header", "way");
	markup_open(markup, "nav");
	markup_attr(markup, "aria-label", "Way up");
	page_link(markup, page, "index.html", view);
	for (size_t i = 0; i + 1 < page->n_steps; i++) {
		const struct page_step *step = &page->steps[i];

		if (web_n_own(web) == 1 && web_is_own(web, step->title))
			continue;
		markup_element(markup, "span", "sep", "/");
		page_link(markup, page, step->path, step->title);
	}
	markup_close(markup, "nav");
	markup_close(markup, "header");
}

struct markup *
page_begin(const struct web *web, const struct page *page)
{
	struct markup *markup = markup_new(MARKUP_PAGE, PAGE_BYTES);

	markup_open(markup, "html");
	markup_attr(markup, "lang", "en");
	put_head(markup, web, page);
	markup_open(markup, "body");
	markup_open_class(markup, "a", "skip");
	markup_href_own(markup, "#main");
	markup_text(markup, "To the text");
	markup_close(markup, "a");
	put_way(markup, web, page);
	markup_open(markup, "main");
	markup_attr(markup, "id", "main");
	return markup;
}

static void
put_foot(struct markup *markup, const struct page *page)
{
	markup_open(markup, "footer");
	markup_open(markup, "p");
	markup_text(markup, "All times are UTC.");
	if (page->feed != NULL) {
		markup_text(markup, " New posts as a ");
		page_link(markup, page, page->feed, "feed");
		markup_text(markup, ".");
	}
	markup_close(markup, "p");
	markup_close(markup, "footer");
}

enum rc
page_end(struct web *web, const struct page *page, struct markup *markup,
    int64_t time_s, struct err *err)
{
	auto_free char *bytes = NULL;
	size_t n_bytes = 0;

	markup_close(markup, "main");
	put_foot(markup, page);
	markup_close(markup, "body");
	markup_close(markup, "html");
	bytes = markup_take(markup, &n_bytes);
	if (bytes == NULL)
		return err_set(err, RC_PERM, "5.3.4",
		    "the page %s would be larger than %d bytes", page->path,
		    PAGE_BYTES);
	return docroot_put(
	    &web->docroot, page->path, bytes, n_bytes, time_s, err);
}
