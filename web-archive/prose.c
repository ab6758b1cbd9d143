/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/prose.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "web-archive/link.h"

enum {
	/* A line of prose that was broken is this long; a line that was never
	 * broken is longer than the most. */
	FLOW_LEAST = 45,
	FLOW_MOST = 95,
};

bool
prose_is_blank(const struct own_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (!ascii_is_space(line->text[i]))
			return false;
	return true;
}

static bool
begins(const struct own_line *line, const char *prefix)
{
	size_t n = strlen(prefix);

	return line->n >= n && memcmp(line->text, prefix, n) == 0;
}

/* From here on it is a patch, however little its lines look like one. */
static bool
begins_patch(const struct own_line *lines, size_t n)
{
	return begins(lines, "diff --git ") || begins(lines, "@@ -") ||
	    begins(lines, "Index: ") ||
	    (n > 1 && begins(lines, "--- ") && begins(lines + 1, "+++ "));
}

static bool
has_columns(const struct own_line *line)
{
	size_t n_blanks = 0;

	for (size_t i = 0; i < line->n; i++) {
		char c = line->text[i];

		if (c == '\t' && i + 1 < line->n)
			return true;
		n_blanks = c == ' ' ? n_blanks + 1 : 0;
		if (n_blanks >= 3 && i + 1 < line->n)
			return true;
	}
	return begins(line, "  ") || begins(line, "|") || begins(line, "+--");
}

/* How many bytes of the line are the mark of an item: "- ", "* ", "12. ". */
static size_t
item_mark(const struct own_line *line)
{
	size_t i = 0;

	if (begins(line, "- ") || begins(line, "* ") || begins(line, "+ "))
		return 2;
	if (begins(line, "\xe2\x80\xa2 ")) /* a bullet */
		return 4;
	while (i < line->n && i < 3 && line->text[i] >= '0' &&
	    line->text[i] <= '9')
		i++;
	if (i == 0 || i + 1 >= line->n || strchr(".)", line->text[i]) == NULL ||
	    line->text[i + 1] != ' ')
		return 0;
	return i + 2;
}

static bool
are_items(const struct own_line *lines, size_t n)
{
	if (item_mark(&lines[0]) == 0)
		return false;
	for (size_t i = 1; i < n; i++)
		if (item_mark(&lines[i]) == 0 && !begins(&lines[i], " "))
			return false;
	return true;
}

enum prose_kind
prose_kind_of(const struct own_line *lines, size_t n)
{
	bool flows = true;

	if (are_items(lines, n))
		return PROSE_ITEMS;
	for (size_t i = 0; i < n; i++) {
		if (has_columns(&lines[i]))
			return PROSE_FIXED;
		if (i + 1 < n &&
		    (lines[i].n < FLOW_LEAST || lines[i].n > FLOW_MOST))
			flows = false;
		if (i > 0 && item_mark(&lines[i]) > 0)
			flows = false;
	}
	return flows ? PROSE_FLOW : PROSE_LINES;
}

/* Without the blanks at its ends. */
static void
put_trimmed(struct markup *markup, const struct own_line *line)
{
	const char *text = line->text;
	size_t n = line->n;

	while (n > 0 && ascii_is_space(*text)) {
		text++;
		n--;
	}
	while (n > 0 && ascii_is_space(text[n - 1]))
		n--;
	link_text(markup, text, n);
}

static void
open_paragraph(struct markup *markup, const char *class_name)
{
	markup_open_class(markup, "p", class_name);
	markup_attr(markup, "dir", "auto");
}

static void
put_items(struct markup *markup, const struct own_line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && item_mark(&lines[i]) > 0)
			markup_close(markup, "p");
		if (i == 0 || item_mark(&lines[i]) > 0)
			open_paragraph(markup, "item");
		else
			markup_text(markup, "\n");
		put_trimmed(markup, &lines[i]);
	}
	markup_close(markup, "p");
}

static void
put_lines(struct markup *markup, const struct own_line *lines, size_t n,
    bool is_flowing)
{
	open_paragraph(markup, NULL);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && is_flowing)
			markup_text(markup, "\n");
		else if (i > 0) {
			markup_open(markup, "br");
			markup_close(markup, "br");
		}
		put_trimmed(markup, &lines[i]);
	}
	markup_close(markup, "p");
}

/* It may be wider than the page: so it scrolls, by keyboard too. */
static void
put_fixed(struct markup *markup, const struct own_line *lines, size_t n)
{
	markup_open(markup, "pre");
	markup_attr(markup, "tabindex", "0");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			markup_text(markup, "\n");
		link_text(markup, lines[i].text, lines[i].n);
	}
	markup_close(markup, "pre");
}

static size_t
block_length(const struct own_line *lines, size_t n)
{
	size_t i = 0;

	while (i < n && !prose_is_blank(&lines[i]) &&
	    !(i > 0 && begins_patch(&lines[i], n - i)))
		i++;
	return i;
}

static size_t
blank_length(const struct own_line *lines, size_t n)
{
	size_t i = 0;

	while (i < n && prose_is_blank(&lines[i]))
		i++;
	return i;
}

/* Fixed blocks with blank lines between are one. */
static size_t
fixed_length(const struct own_line *lines, size_t n)
{
	size_t length = block_length(lines, n);

	for (;;) {
		size_t next = length + blank_length(lines + length, n - length);
		size_t more = block_length(lines + next, n - next);

		if (more == 0 || begins_patch(lines + next, n - next) ||
		    prose_kind_of(lines + next, more) != PROSE_FIXED)
			return length;
		length = next + more;
	}
}

static size_t
put_block(struct markup *markup, const struct own_line *lines, size_t n)
{
	size_t length = block_length(lines, n);

	if (begins_patch(lines, n)) {
		while (n > 0 && prose_is_blank(&lines[n - 1]))
			n--;
		put_fixed(markup, lines, n);
		return n;
	}
	switch (prose_kind_of(lines, length)) {
	case PROSE_FIXED:
		length = fixed_length(lines, n);
		put_fixed(markup, lines, length);
		break;
	case PROSE_ITEMS:
		put_items(markup, lines, length);
		break;
	case PROSE_FLOW:
		put_lines(markup, lines, length, true);
		break;
	case PROSE_LINES:
		put_lines(markup, lines, length, false);
		break;
	}
	return length;
}

void
prose_write(struct markup *markup, const struct own_line *lines, size_t n)
{
	size_t i = blank_length(lines, n);

	while (i < n) {
		i += put_block(markup, lines + i, n - i);
		i += blank_length(lines + i, n - i);
	}
}
