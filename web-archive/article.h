/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post on a page: who speaks, from which side, when, in answer to whom;
 * the text; the files.
 */
#ifndef WEB_ARCHIVE_ARTICLE_H
#define WEB_ARCHIVE_ARTICLE_H

#include "lib/mail/facts.h"
#include "web-archive/page.h"

/* What a page of a conversation has of a text; its permalink has all. */
enum { ARTICLE_TEXT_BYTES = 24 * 1024 };

struct article {
	const struct view_post *post;
	const struct facts *facts; /* NULL: it cannot be read */
	bool is_whole; /* a page of its own, with h1 */
	unsigned depth; /* in the conversation */
	const char *subject; /* NULL: as the conversation's */
	const struct view_post *parent; /* NULL: none */
	const char *parent_path; /* from the docroot */
};

void article_write(struct markup *markup, const struct web *web,
    const struct page *page, const struct article *article);

/* The page of a message alone.  conversation_path leads to its place. */
enum rc article_put_page(struct web *web, const struct article *article,
    const char *conversation_path, struct err *err);

/* Where it stands, from the heap: m/ID.html. */
char *article_path(const struct view_post *post);

/* The conversation that such a page leads to: the name of its first post.
 * False when the bytes are no such page. */
bool article_read_root(
    const char *page_bytes, char ret[sizeof(((struct view_post *)NULL)->name)]);

#endif
