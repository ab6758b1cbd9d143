/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/flowed.h"

#include <string.h>

/* A line without its line end, taken apart (RFC 3676 4.5). */
struct flowed_line {
	size_t n_quotes;
	const char *text; /* behind quotes and stuffing */
	size_t n_text;
	bool is_signature; /* "-- " flows nowhere (4.3) */
	bool is_flowed;
};

static struct flowed_line
flowed_line_read(const char *line, size_t n_line)
{
	struct flowed_line ret = { .text = line, .n_text = n_line };

	while (ret.n_quotes < n_line && line[ret.n_quotes] == '>')
		ret.n_quotes++;
	ret.text += ret.n_quotes;
	ret.n_text -= ret.n_quotes;
	if (ret.n_text > 0 && ret.text[0] == ' ') {
		ret.text++;
		ret.n_text--;
	}
	ret.is_signature = ret.n_text == 3 && memcmp(ret.text, "-- ", 3) == 0;
	ret.is_flowed = !ret.is_signature && ret.n_text > 0 &&
	    ret.text[ret.n_text - 1] == ' ';
	return ret;
}

static void
begin_paragraph(struct buf *buf, size_t n_quotes)
{
	for (size_t i = 0; i < n_quotes; i++)
		buf_putc(buf, '>');
	if (n_quotes > 0)
		buf_putc(buf, ' ');
}

void
flowed_add_text(struct buf *buf, const char *text, bool delsp)
{
	bool is_open = false; /* the line before flows into this one */
	size_t n_quotes = 0;

	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		struct flowed_line line = flowed_line_read(text, n);

		/* A change of depth or a signature ends a paragraph, even
		 * one that says it goes on (4.5). */
		if (is_open &&
		    (line.n_quotes != n_quotes || line.is_signature)) {
			buf_putc(buf, '\n');
			is_open = false;
		}
		if (!is_open)
			begin_paragraph(buf, line.n_quotes);
		n_quotes = line.n_quotes;
		is_open = line.is_flowed;
		if (line.is_flowed && delsp)
			line.n_text--;
		buf_add(buf, line.text, line.n_text);
		if (!is_open)
			buf_putc(buf, '\n');
		text += n;
		if (*text == '\n')
			text++;
	}
	if (is_open)
		buf_putc(buf, '\n');
}
