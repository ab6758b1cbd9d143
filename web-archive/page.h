/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every page has around its own: the head with the policy that forbids
 * scripts and everything remote, the way up, the landmarks.
 */
#ifndef WEB_ARCHIVE_PAGE_H
#define WEB_ARCHIVE_PAGE_H

#include "lib/base/html.h"
#include "web-archive/web.h"

/* A page on the way up to the front page, outermost first. */
struct page_step {
	const char *title;
	const char *path; /* from the docroot */
};

struct page {
	const char *title;
	const char *path; /* from the docroot */
	const char *feed; /* from the docroot, NULL: none */
	const struct page_step *steps; /* below the front page */
	size_t n_steps;
};

/* Begin a page: until inside of <main>. */
struct markup *page_begin(const struct web *web, const struct page *page);

/* End it and put it into the docroot. */
enum rc page_end(struct web *web, const struct page *page,
    struct markup *markup, int64_t time_s, struct err *err);

/* href from a page to another path of the docroot. */
void
page_href(struct markup *markup, const struct page *page, const char *path);

/* A link, whole / a time, whole: its minute or its day. */
void page_link(struct markup *markup, const struct page *page, const char *path,
    const char *text);
void page_minute(struct markup *markup, int64_t time_s);
void page_day(struct markup *markup, int64_t time_s);

/* A name or a subject, which may be written in either direction. */
void page_words(struct markup *markup, const char *text);

/* How the stylesheet is called, "style-abcdefgh.css", from the heap. */
char *page_style_path(void);
enum rc page_put_style(struct web *web, struct err *err);

#endif
