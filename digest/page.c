/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/page.h"

#include "lib/base/html.h"
#include "lib/base/mem.h"

/* Greys are half transparent and texts have no colour, so that they stand
 * out from a light ground and from a dark one. */
#define STYLE_BODY                                                         \
	"margin:0;padding:0;font:16px/1.5 system-ui,-apple-system,Roboto," \
	"Arial,sans-serif"
#define STYLE_COLUMN                                 \
	"max-width:38em;margin:0 auto;padding:24px " \
	"20px;overflow-wrap:anywhere"
#define STYLE_TITLE "margin:0;font-size:26px;line-height:1.25;font-weight:700"
#define STYLE_PURPOSE "margin:6px 0 0;font-size:17px"
#define STYLE_QUIET "margin:4px 0 0;font-size:14px;opacity:.75"
#define STYLE_HEADING                                                     \
	"margin:32px 0 0;padding:0 0 6px;font-size:18px;font-weight:700;" \
	"border-bottom:2px solid rgba(128,128,128,.45)"
#define STYLE_ITEM                                         \
	"margin:0;padding:16px 0;border-bottom:1px solid " \
	"rgba(128,128,128,.25)"
#define STYLE_WAITING                                          \
	"margin:16px 0 0;padding:14px 16px;border-radius:8px;" \
	"border-left:4px solid #d9822b;background:rgba(217,130,43,.12)"
#define STYLE_NAME "margin:0;font-size:17px;line-height:1.35;font-weight:600"
#define STYLE_LINK                                                           \
	"color:inherit;text-decoration:underline;text-underline-offset:3px;" \
	"text-decoration-color:rgba(128,128,128,.7)"
#define STYLE_TEXT "margin:6px 0 0"
#define STYLE_FOOT                                                     \
	"margin:32px 0 0;padding:12px 0 0;font-size:14px;opacity:.75;" \
	"border-top:1px solid rgba(128,128,128,.45)"

static void
put(struct markup *markup, const char *element, const char *style,
    const char *text)
{
	if (text == NULL)
		return;
	markup_open(markup, element);
	markup_style(markup, style);
	markup_text(markup, text);
	markup_close(markup, element);
}

static void
put_link(struct markup *markup, const char *url, const char *text)
{
	if (url == NULL) {
		markup_text(markup, text);
		return;
	}
	markup_open(markup, "a");
	markup_href(markup, url);
	markup_style(markup, STYLE_LINK);
	markup_text(markup, text);
	markup_close(markup, "a");
}

static void
put_meta(struct markup *markup, const char *name, const char *content)
{
	markup_open(markup, "meta");
	markup_attr(markup, "name", name);
	markup_attr(markup, "content", content);
	markup_close(markup, "meta");
}

static void
put_head(struct markup *markup, const struct digest *digest)
{
	markup_open(markup, "head");
	markup_open(markup, "meta");
	markup_attr(markup, "charset", "utf-8");
	markup_close(markup, "meta");
	put_meta(markup, "viewport", "width=device-width, initial-scale=1");
	put_meta(markup, "color-scheme", "light dark");
	put_meta(markup, "supported-color-schemes", "light dark");
	markup_element(markup, "title", NULL, digest->subject);
	markup_close(markup, "head");
}

static void
put_item(struct markup *markup, const struct item *item)
{
	markup_open(markup, "div");
	markup_style(markup, item->asked != NULL ? STYLE_WAITING : STYLE_ITEM);
	markup_open(markup, "h3");
	markup_style(markup, STYLE_NAME);
	put_link(markup, item->url, item->title);
	markup_close(markup, "h3");
	put(markup, "p", STYLE_QUIET, item->asked);
	put(markup, "p", STYLE_TEXT, item->opening);
	put(markup, "p", STYLE_QUIET, item->news);
	markup_close(markup, "div");
}

static void
put_section(struct markup *markup, const struct section *section)
{
	auto_free char *rest = section_rest(section);

	if (section->n == 0)
		return;
	markup_open(markup, "h2");
	markup_style(markup, STYLE_HEADING);
	markup_format(markup, "%s: %zu", section->heading, section->n);
	markup_close(markup, "h2");
	for (size_t i = 0; i < section->n_shown; i++)
		put_item(markup, &section->v[i]);
	if (rest != NULL) {
		markup_open(markup, "p");
		markup_style(markup, STYLE_TEXT);
		markup_format(markup, "... %s.", rest);
		markup_close(markup, "p");
	}
}

static void
put_foot(struct markup *markup, const struct digest *digest)
{
	if (digest->closing == NULL && digest->url == NULL)
		return;
	markup_open(markup, "p");
	markup_style(markup, STYLE_FOOT);
	if (digest->closing != NULL)
		markup_format(markup, "%s ", digest->closing);
	if (digest->url != NULL)
		put_link(markup, digest->url, digest->url);
	markup_close(markup, "p");
}

char *
page_write(const struct digest *digest)
{
	auto_markup struct markup *markup = markup_new(MARKUP_PAGE, PAGE_BYTES);
	size_t n;

	markup_open(markup, "html");
	markup_attr(markup, "lang", "en");
	put_head(markup, digest);
	markup_open(markup, "body");
	markup_style(markup, STYLE_BODY);
	markup_open(markup, "div");
	markup_style(markup, STYLE_COLUMN);
	put(markup, "h1", STYLE_TITLE, digest->title);
	put(markup, "p", STYLE_PURPOSE, digest->purpose);
	put(markup, "p", STYLE_QUIET, digest->period);
	put_section(markup, &digest->waiting);
	put_section(markup, &digest->talk);
	put_foot(markup, digest);
	markup_close(markup, "div");
	markup_close(markup, "body");
	markup_close(markup, "html");
	return markup_take(markup, &n);
}
