/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/header.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

/* Behind the line that begins at pos. */
static size_t
line_end(const char *raw, size_t n_raw, size_t pos)
{
	const char *lf = memchr(raw + pos, '\n', n_raw - pos);

	return lf == NULL ? n_raw : (size_t)(lf - raw) + 1;
}

static bool
is_empty_line(const char *line, size_t n_line)
{
	if (n_line == 0 || line[n_line - 1] != '\n')
		return false;
	/* CRs alone: some gateway doubled them.  Taken for a field, such a
	 * line would make the body part of the header. */
	for (size_t i = 0; i + 1 < n_line; i++)
		if (line[i] != '\r')
			return false;
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

size_t
header_end(const char *raw, size_t n_raw)
{
	size_t pos = 0;

	while (pos < n_raw) {
		size_t end = line_end(raw, n_raw, pos);
		bool is_last = is_empty_line(raw + pos, end - pos);

		pos = end;
		if (is_last)
			return pos;
	}
	return n_raw;
}

/* A name is printable ASCII up to the colon; blanks in front of the colon
 * are obsolete but allowed (RFC 5322 4.5).  A From_ line has a colon too,
 * behind blanks that no name may hold. */
static size_t
name_length(const char *bytes, size_t n_bytes, size_t *ret_colon)
{
	size_t n = 0;
	size_t colon;

	while (
	    n < n_bytes && bytes[n] > ' ' && bytes[n] < 127 && bytes[n] != ':')
		n++;
	colon = n;
	while (colon < n_bytes && is_blank(bytes[colon]))
		colon++;
	if (colon == n_bytes || bytes[colon] != ':')
		return 0;
	*ret_colon = colon;
	return n;
}

static void
field_cut(struct field *field, const char *bytes, size_t n_bytes)
{
	size_t colon;
	size_t end = n_bytes;

	*field = (struct field){ .bytes = bytes, .n_bytes = n_bytes };
	field->name = bytes;
	field->n_name = name_length(bytes, n_bytes, &colon);
	if (field->n_name == 0) {
		field->value = bytes;
		return;
	}
	if (end > colon + 1 && bytes[end - 1] == '\n')
		end--;
	if (end > colon + 1 && bytes[end - 1] == '\r')
		end--;
	field->value = bytes + colon + 1;
	field->n_value = end - colon - 1;
}

bool
header_next(const char *raw, size_t n_header, size_t *pos, struct field *ret)
{
	size_t start = *pos;
	size_t end;

	if (start >= n_header)
		return false;
	end = line_end(raw, n_header, start);
	if (is_empty_line(raw + start, end - start))
		return false;
	while (end < n_header && is_blank(raw[end]))
		end = line_end(raw, n_header, end);
	field_cut(ret, raw + start, end - start);
	*pos = end;
	return true;
}

bool
field_is(const struct field *field, const char *name)
{
	return field->n_name > 0 &&
	    ascii_equal_n(field->name, field->n_name, name);
}

char *
field_text(const struct field *field)
{
	char *text = mem_alloc(field->n_value + 1);
	size_t n = 0;

	for (size_t i = 0; i < field->n_value; i++) {
		char c = field->value[i];
		bool is_crlf = c == '\r' && i + 1 < field->n_value &&
		    field->value[i + 1] == '\n';

		if (c == '\n' || is_crlf || (n == 0 && is_blank(c)))
			continue;
		text[n++] = ascii_is_control(c) ? ' ' : c;
	}
	while (n > 0 && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	return text;
}
