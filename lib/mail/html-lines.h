/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines made out of runs of text: white space folded, line ends held back
 * until text follows, quotations marked.  The writing half of html.h.
 */
#ifndef LIB_MAIL_HTML_LINES_H
#define LIB_MAIL_HTML_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"

struct html_lines {
	struct buf *buf;
	size_t n_quotes; /* how deep the next line is quoted */
	unsigned n_breaks; /* line ends wanted before the next text */
	bool has_space; /* white space seen since the last text */
};

/* Add text; white space is kept when it is preformatted. */
void html_lines_add(
    struct html_lines *lines, const char *text, bool is_preformatted);

/* Add the text between the tags of what may be markup (a comment). */
void html_lines_add_between_tags(struct html_lines *lines, const char *text);

/* The next text stands on a new line (1) or behind an empty line (2). */
void html_lines_break(struct html_lines *lines, unsigned n_at_least);

/* One more line end, at most an empty line. */
void html_lines_break_more(struct html_lines *lines);

/* The end of the text. */
void html_lines_end(struct html_lines *lines);

#endif
