/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/html-lines.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

/* Deeper quotations look like this one: a line of a million nested ones
 * must not cost a million bytes. */
enum { MAX_QUOTES = 20 };

#define NO_BREAK_SPACE "\xc2\xa0"

static void
begin_run(struct html_lines *lines)
{
	bool is_first = lines->buf->len == 0;
	bool is_new_line = is_first || lines->n_breaks > 0;

	for (; lines->n_breaks > 0 && !is_first; lines->n_breaks--)
		buf_putc(lines->buf, '\n');
	if (is_new_line)
		for (size_t i = 0; i < lines->n_quotes && i < MAX_QUOTES; i++)
			buf_puts(lines->buf, "> ");
	else if (lines->has_space)
		buf_putc(lines->buf, ' ');
	lines->n_breaks = 0;
	lines->has_space = false;
}

/* How many bytes stand before the next white space of either kind. */
static size_t
run_length(const char *text)
{
	size_t n = 0;

	while (text[n] != '\0' && !ascii_is_space(text[n]) &&
	    strncmp(text + n, NO_BREAK_SPACE, 2) != 0)
		n++;
	return n;
}

static void
add_white_space(struct html_lines *lines, char c, bool is_preformatted)
{
	if (!is_preformatted) {
		lines->has_space = true;
	} else if (c == '\n') {
		html_lines_break_more(lines);
	} else if (c != '\r') {
		begin_run(lines);
		buf_putc(lines->buf, c);
	}
}

void
html_lines_add(struct html_lines *lines, const char *text, bool is_preformatted)
{
	while (*text != '\0' && !buf_is_full(lines->buf)) {
		size_t n = run_length(text);

		if (n > 0) {
			begin_run(lines);
			buf_add(lines->buf, text, n);
			text += n;
		} else if (ascii_is_space(*text)) {
			add_white_space(lines, *text, is_preformatted);
			text++;
		} else {
			begin_run(lines);
			buf_putc(lines->buf, ' ');
			text += strlen(NO_BREAK_SPACE);
		}
	}
}

void
html_lines_add_between_tags(struct html_lines *lines, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "<");
		auto_free char *run = mem_dup_n(text, n);

		html_lines_add(lines, run, false);
		lines->has_space = true;
		text += n;
		text += strcspn(text, ">");
		if (*text == '>')
			text++;
	}
}

void
html_lines_break(struct html_lines *lines, unsigned n_at_least)
{
	if (lines->n_breaks < n_at_least)
		lines->n_breaks = n_at_least;
	lines->has_space = false;
}

void
html_lines_break_more(struct html_lines *lines)
{
	html_lines_break(lines, lines->n_breaks < 2 ? lines->n_breaks + 1 : 2);
}

void
html_lines_end(struct html_lines *lines)
{
	if (lines->buf->len > 0)
		buf_putc(lines->buf, '\n');
	lines->n_breaks = 0;
	lines->has_space = false;
}
