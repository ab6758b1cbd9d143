/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of a message: under names that no web server runs and no browser
 * shows as a page, whatever the mail calls them.
 */
#ifndef WEB_ARCHIVE_ATTACHMENT_H
#define WEB_ARCHIVE_ATTACHMENT_H

#include <stdbool.h>

#include "lib/mail/facts.h"
#include "web-archive/page.h"

/* The name a part's file has in the docroot: letters, digits, "-", "_" and
 * one dot in front of a harmless ending; ".txt" for other texts, ".bin" for
 * all else.  From the heap. */
char *attachment_name(const struct part *part);

/* Is the part a file of its own, beside the text? */
bool attachment_is(const struct part *part);
bool attachment_has_any(const struct facts *facts);

/* Put the files of a message into the docroot. */
enum rc attachment_put(struct web *web, const struct view_post *post,
    const char *raw, size_t n_raw, const struct facts *facts, struct err *err);

/* The list of them on a page; nothing when there are none. */
void attachment_list(struct markup *markup, const struct web *web,
    const struct page *page, const struct view_post *post,
    const struct facts *facts);

#endif
