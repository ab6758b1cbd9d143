/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/hits.h"

#include <stdint.h>
#include <string.h>

#include "archiver/columns.h"
#include "lib/base/clock.h"
#include "lib/mail/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

enum {
	DATE_COLUMNS = 10,
	AUTHOR_COLUMNS = 20,
	LIST_COLUMNS = 12,
	INSIDE_COLUMNS = 6,
	NAME_COLUMNS = 26,
	/* From here on the name has room on the same line. */
	WIDE_COLUMNS = 120,
	LEAST_COLUMNS = 60,
};

static void
write_day(const struct view_post *post, char ret[CLOCK_DATE_BYTES])
{
	clock_iso8601(post->date_s, ret);
	ret[DATE_COLUMNS] = '\0';
}

static void
add_row(struct buf *buf, const struct view_post *post, size_t n_columns)
{
	bool is_wide = n_columns >= WIDE_COLUMNS;
	size_t n_author = n_columns < 80 ? 14 : AUTHOR_COLUMNS;
	size_t n_taken = DATE_COLUMNS + n_author + LIST_COLUMNS +
	    INSIDE_COLUMNS + 4 + (is_wide ? NAME_COLUMNS + 1 : 0);
	char day[CLOCK_DATE_BYTES];

	write_day(post, day);
	buf_puts(buf, day);
	buf_putc(buf, ' ');
	columns_add(buf, post->from_name, n_author);
	buf_putc(buf, ' ');
	columns_add(buf, post->subject, n_columns - n_taken);
	buf_putc(buf, ' ');
	columns_add(buf, post->list, LIST_COLUMNS);
	buf_putc(buf, ' ');
	columns_add(buf, post->is_internal ? "inside" : "", INSIDE_COLUMNS);
	if (is_wide)
		buf_format(buf, " %s\n", post->name);
	else
		buf_format(buf, "\n%*s %s\n", DATE_COLUMNS, "", post->name);
}

void
hits_add_table(
    struct buf *buf, const struct view_posts *posts, size_t n_columns)
{
	if (n_columns < LEAST_COLUMNS)
		n_columns = LEAST_COLUMNS;
	for (size_t i = 0; i < posts->n; i++)
		add_row(buf, &posts->v[i], n_columns);
}

/* No control character, so that a field stays one. */
static void
add_field(struct buf *buf, const char *text)
{
	for (; *text != '\0'; text++)
		buf_putc(buf,
		    (unsigned char)*text < ' ' || *text == 127 ? ' ' : *text);
}

void
hits_add_lines(struct buf *buf, const struct view_posts *posts)
{
	for (size_t i = 0; i < posts->n; i++) {
		const struct view_post *post = &posts->v[i];
		const char *fields[] = { post->from_name, post->subject,
			post->list, post->is_internal ? "inside" : "" };
		char day[CLOCK_DATE_BYTES];

		write_day(post, day);
		buf_format(buf, "%s\t%s", post->name, day);
		for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]);
		     f++) {
			buf_putc(buf, '\t');
			add_field(buf, fields[f]);
		}
		buf_putc(buf, '\n');
	}
}

static void
add_json_character(struct buf *buf, const char *text, size_t n, uint32_t code)
{
	if (code == '"' || code == '\\') {
		buf_putc(buf, '\\');
		buf_add(buf, text, n);
	} else if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
		buf_format(buf, "\\u%04x", (unsigned)code);
	} else {
		buf_add(buf, text, n);
	}
}

static void
add_json_string(struct buf *buf, const char *text)
{
	size_t n_text = strlen(text);
	size_t i = 0;

	buf_putc(buf, '"');
	while (i < n_text) {
		uint32_t code = 0;
		size_t n = utf8_char(text + i, n_text - i, &code);

		if (n == 0)
			buf_puts(buf, REPLACEMENT);
		else
			add_json_character(buf, text + i, n, code);
		i += n == 0 ? 1 : n;
	}
	buf_putc(buf, '"');
}

static void
add_json_member(struct buf *buf, const char *key, const char *text)
{
	buf_format(buf, ",\"%s\":", key);
	add_json_string(buf, text);
}

void
hits_add_json(struct buf *buf, const struct view_posts *posts)
{
	buf_putc(buf, '[');
	for (size_t i = 0; i < posts->n; i++) {
		const struct view_post *post = &posts->v[i];
		char date[CLOCK_DATE_BYTES];

		clock_iso8601(post->date_s, date);
		buf_puts(buf, i == 0 ? "\n{\"name\":" : ",\n{\"name\":");
		add_json_string(buf, post->name);
		add_json_member(buf, "message_id", post->msgid);
		add_json_member(buf, "date", date);
		add_json_member(buf, "from", post->from_name);
		add_json_member(buf, "subject", post->subject);
		add_json_member(buf, "list", post->list);
		buf_format(buf, ",\"inside\":%s}",
		    post->is_internal ? "true" : "false");
	}
	buf_puts(buf, posts->n == 0 ? "]\n" : "\n]\n");
}
