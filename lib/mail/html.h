/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML as text.  It is read twice: what a person reads, and all of it, for
 * the guard, which must see what a mail client hides.
 */
#ifndef LIB_MAIL_HTML_H
#define LIB_MAIL_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"

enum html_reading {
	/* Without script, style, title, comments and what is marked as
	 * hidden. */
	HTML_READ,
	/* With all that, and the texts in attributes. */
	HTML_WHOLE,
};

struct html;

/* Parse UTF-8 text, whatever it is.  Never NULL. */
struct html *html_parse(const char *text, size_t n_text);
void html_free(struct html *html);
void html_cleanup(struct html **html);
#define auto_html __attribute__((cleanup(html_cleanup)))

/* Append its text: blocks are lines, quotations begin with "> ", a link is
 * followed by its address where that says more.  LF lines, no other control
 * characters but tabs.  False when the buffer's maximum cut it. */
bool html_add_text(
    const struct html *html, enum html_reading reading, struct buf *buf);

#endif
