/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text is cut into lines once; then three readings give each line its kind:
 * quotation prefixes, what introduces a quotation (it may go over several
 * lines), and what ends a writer's own words for good: an Outlook block, a
 * signature.
 */
#include "lib/mail/own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/own-marks.h"

/* A text with more lines is a log or an attack: the rest is one line. */
enum { OWN_LINES = 200000 };

struct own {
	struct own_line *lines;
	size_t n;
	size_t next;
};

void
own_free(struct own *own)
{
	if (own == NULL)
		return;
	free(own->lines);
	free(own);
}

void
own_cleanup(struct own **own)
{
	own_free(*own);
}

static void
cut_lines(struct own *own, const char *text, size_t n_text)
{
	const char *end = text + n_text;

	while (text < end) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		const char *stop =
		    lf != NULL && own->n + 1 < OWN_LINES ? lf : end;

		if ((own->n & (own->n + 1)) == 0)
			own->lines = mem_grow(
			    own->lines, 2 * own->n + 2, sizeof(*own->lines));
		own->lines[own->n++] = (struct own_line){
			.text = text,
			.n = (size_t)(stop - text),
		};
		text = stop + (stop < end);
	}
}

/* Drop the prefixes of a quoted line: "> > text", ">>text", "| text". */
static void
read_prefix(struct own_line *line)
{
	size_t pos = 0, behind = 0;

	while (pos < line->n && pos < behind + 3) {
		char c = line->text[pos++];

		if (c == ' ' || c == '\t')
			continue;
		if (c != '>' && (c != '|' || line->depth > 0))
			break;
		line->depth++;
		behind = pos;
	}
	if (line->depth == 0)
		return;
	if (behind < line->n && line->text[behind] == ' ')
		behind++;
	line->kind = OWN_QUOTED;
	line->text += behind;
	line->n -= behind;
}

static void
mark(struct own *own, size_t from, size_t to, enum own_kind kind)
{
	for (size_t i = from; i < to; i++)
		if (own->lines[i].kind == OWN_WORDS)
			own->lines[i].kind = kind;
}

/* "On Mon, 23 Nov 2026 at 11:19, Bob <bob@example.com>\nwrote:": the lines
 * from an opening word to a closing verb with a colon. */
static void
mark_attributions(struct own *own)
{
	for (size_t i = 0; i < own->n; i++) {
		size_t n_lines;

		if (own->lines[i].kind != OWN_WORDS)
			continue;
		n_lines = marks_attribution(&own->lines[i], own->n - i);
		mark(own, i, i + n_lines, OWN_ATTRIBUTION);
	}
}

/* From an Outlook header block on, everything is what he answers. */
static void
mark_outlook(struct own *own)
{
	for (size_t i = 0; i < own->n; i++) {
		size_t n_lines;

		if (own->lines[i].kind != OWN_WORDS)
			continue;
		n_lines = marks_outlook(&own->lines[i], own->n - i);
		if (n_lines == 0)
			continue;
		mark(own, i, i + n_lines, OWN_ATTRIBUTION);
		mark(own, i + n_lines, own->n, OWN_QUOTED);
		return;
	}
}

/* A signature lasts until something is quoted below it. */
static void
mark_signatures(struct own *own)
{
	bool is_in = false;

	for (size_t i = 0; i < own->n; i++) {
		struct own_line *line = &own->lines[i];

		if (line->kind != OWN_WORDS)
			is_in = false;
		else if (!is_in)
			is_in = marks_signature(line, own->n - i);
		if (is_in)
			line->kind = OWN_SIGNATURE;
	}
}

struct own *
own_new(const char *text, size_t n_text)
{
	struct own *own = mem_zero(1, sizeof(*own));

	cut_lines(own, text, n_text);
	for (size_t i = 0; i < own->n; i++)
		read_prefix(&own->lines[i]);
	mark_outlook(own);
	mark_attributions(own);
	mark_signatures(own);
	return own;
}

bool
own_next(struct own *own, struct own_line *ret)
{
	if (own->next == own->n)
		return false;
	*ret = own->lines[own->next++];
	return true;
}

void
own_split(const char *text, size_t n_text, struct buf *ret_words,
    struct buf *ret_rest)
{
	auto_own struct own *own = own_new(text, n_text);
	struct own_line line;

	while (own_next(own, &line)) {
		struct buf *buf = line.kind == OWN_WORDS ? ret_words : ret_rest;

		buf_add(buf, line.text, line.n);
		buf_putc(buf, '\n');
	}
}

static bool
is_blank(const struct own_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (!ascii_is_space(line->text[i]))
			return false;
	return true;
}

/* Add a line's words with one space between; false when max_bytes cuts it.
 * No word is cut, unless it is the first and longer than all the room. */
static bool
add_words(struct buf *buf, const struct own_line *line, size_t max_bytes)
{
	size_t pos = 0;

	while (pos < line->n) {
		size_t start, n;

		while (pos < line->n && ascii_is_space(line->text[pos]))
			pos++;
		start = pos;
		while (pos < line->n && !ascii_is_space(line->text[pos]))
			pos++;
		n = pos - start;
		if (n > 0 && buf->len + (buf->len > 0) + n > max_bytes)
			return false;
		if (n > 0 && buf->len > 0)
			buf_putc(buf, ' ');
		buf_add(buf, line->text + start, n);
	}
	return true;
}

char *
own_opening(const char *text, size_t n_text, size_t max_bytes)
{
	static const char dots[] = " \xe2\x80\xa6"; /* an ellipsis */
	auto_own struct own *own = own_new(text, n_text);
	struct buf buf = BUF_INIT(max_bytes);
	struct own_line line;
	size_t room = max_bytes > sizeof(dots) ? max_bytes - sizeof(dots) : 0;

	while (own_next(own, &line)) {
		if (line.kind != OWN_WORDS || is_blank(&line)) {
			if (buf.len > 0)
				break;
			continue;
		}
		if (buf.len == 0 && marks_greeting(&line))
			continue;
		if (!add_words(&buf, &line, room)) {
			if (buf.len > 0)
				buf_puts(&buf, dots);
			break;
		}
	}
	return buf_take(&buf);
}
