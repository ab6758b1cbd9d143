/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/body.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/own.h"
#include "web-archive/prose.h"

/* Quotations of quotations are set in this many times. */
enum { DEEPEST = 4 };

struct lines {
	struct own_line *v;
	size_t n;
};

static void
lines_release(struct lines *lines)
{
	free(lines->v);
}

static void
lines_read(struct lines *lines, const char *text, size_t n_text)
{
	auto_own struct own *own = own_new(text, n_text);
	struct own_line line;
	size_t cap = 0;

	while (own_next(own, &line)) {
		if (lines->n == cap) {
			cap = cap > 0 ? 2 * cap : 64;
			lines->v = mem_grow(lines->v, cap, sizeof(*lines->v));
		}
		lines->v[lines->n++] = line;
	}
}

static bool
is_quotation(const struct own_line *line)
{
	return line->kind == OWN_QUOTED || line->kind == OWN_ATTRIBUTION;
}

static bool
is_same_run(const struct own_line *a, const struct own_line *b)
{
	return a->kind == b->kind || (is_quotation(a) && is_quotation(b));
}

/* How many lines are of one kind.  Blank lines between two quotations
 * belong to them. */
static size_t
run_length(const struct own_line *lines, size_t n)
{
	size_t i = 1, last = 1;

	for (; i < n; i++)
		if (is_same_run(&lines[0], &lines[i]))
			last = i + 1;
		else if (!is_quotation(&lines[0]) ||
		    lines[i].kind != OWN_WORDS || !prose_is_blank(&lines[i]))
			break;
	return last;
}

static size_t
count_seen(const struct own_line *lines, size_t n)
{
	size_t n_seen = 0;

	for (size_t i = 0; i < n; i++)
		n_seen += !prose_is_blank(&lines[i]);
	return n_seen;
}

static unsigned
depth_of(const struct own_line *line)
{
	unsigned depth = line->depth > 0 ? line->depth : 1;

	return depth < DEEPEST ? depth : DEEPEST;
}

/* Lines of one depth; a blank line is of any. */
static size_t
depth_length(const struct own_line *lines, size_t n)
{
	size_t i = 1;

	while (i < n && lines[i].kind != OWN_ATTRIBUTION &&
	    (prose_is_blank(&lines[i]) ||
		depth_of(&lines[i]) == depth_of(&lines[0])))
		i++;
	return i;
}

static size_t
attribution_length(const struct own_line *lines, size_t n)
{
	size_t i = 0;

	while (i < n && lines[i].kind == OWN_ATTRIBUTION)
		i++;
	return i;
}

static void
put_quoted(struct markup *markup, const struct own_line *lines, size_t n)
{
	static const char *const classes[] = { "q1", "q2", "q3", "q4" };
	size_t i = 0;

	while (i < n) {
		size_t length = attribution_length(lines + i, n - i);

		if (length > 0) {
			markup_open_class(markup, "div", "said");
			prose_write(markup, lines + i, length);
			markup_close(markup, "div");
		} else {
			length = depth_length(lines + i, n - i);
			markup_open_class(markup, "blockquote",
			    classes[depth_of(&lines[i]) - 1]);
			prose_write(markup, lines + i, length);
			markup_close(markup, "blockquote");
		}
		i += length;
	}
}

static void
put_folded(struct markup *markup, const struct own_line *lines, size_t n)
{
	size_t n_said = attribution_length(lines, n);

	markup_open_class(markup, "details", "quoted");
	markup_open(markup, "summary");
	for (size_t i = 0; i < n_said; i++) {
		markup_text_n(markup, lines[i].text, lines[i].n);
		markup_text(markup, " ");
	}
	if (n_said == 0)
		markup_text(markup, "Quoted: ");
	markup_format(
	    markup, "(%zu lines)", count_seen(lines + n_said, n - n_said));
	markup_close(markup, "summary");
	put_quoted(markup, lines + n_said, n - n_said);
	markup_close(markup, "details");
}

static void
put_run(struct markup *markup, const struct own_line *lines, size_t n)
{
	if (count_seen(lines, n) == 0)
		return;
	if (lines[0].kind == OWN_SIGNATURE) {
		markup_open_class(markup, "div", "signature");
		prose_write(markup, lines, n);
		markup_close(markup, "div");
	} else if (!is_quotation(&lines[0]))
		prose_write(markup, lines, n);
	else if (count_seen(lines, n) > BODY_OPEN_LINES)
		put_folded(markup, lines, n);
	else
		put_quoted(markup, lines, n);
}

void
body_write(struct markup *markup, const char *text, size_t n_text)
{
	__attribute__((cleanup(lines_release))) struct lines lines = { .n = 0 };
	size_t i = 0;

	lines_read(&lines, text, n_text);
	markup_open_class(markup, "div", "body");
	while (i < lines.n) {
		size_t length = run_length(&lines.v[i], lines.n - i);

		put_run(markup, &lines.v[i], length);
		i += length;
	}
	markup_close(markup, "div");
}
