/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "lib/mail/utf8.h"

struct range {
	unsigned first, last;
};

/* Combining marks, joiners, variation selectors. */
static const struct range no_columns[] = {
	{ 0x0300, 0x036f },
	{ 0x200b, 0x200f },
	{ 0x202a, 0x202e },
	{ 0x2060, 0x2069 },
	{ 0x20d0, 0x20ff },
	{ 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff },
};

/* What Unicode's EastAsianWidth.txt calls wide, in blocks. */
static const struct range two_columns[] = {
	{ 0x1100, 0x115f },
	{ 0x2e80, 0x303e },
	{ 0x3041, 0xa4cf },
	{ 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },
	{ 0xfe30, 0xfe6f },
	{ 0xff00, 0xff60 },
	{ 0xffe0, 0xffe6 },
	{ 0x1f300, 0x1f64f },
	{ 0x1f900, 0x1f9ff },
	{ 0x20000, 0x3fffd },
};

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static bool
is_in(unsigned character, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

unsigned
wrap_char_columns(unsigned character)
{
	if (is_in(character, no_columns, N_OF(no_columns)))
		return 0;
	return is_in(character, two_columns, N_OF(two_columns)) ? 2 : 1;
}

/* The bytes of the next character; what is malformed is one byte. */
static size_t
next_char(const char *text, size_t n, unsigned *ret_columns)
{
	uint32_t character = 0;
	size_t n_char = utf8_char(text, n, &character);

	*ret_columns = n_char > 0 ? wrap_char_columns(character) : 1;
	return n_char > 0 ? n_char : 1;
}

static size_t
columns_of(const char *text, size_t n)
{
	size_t columns = 0;
	size_t i = 0;

	while (i < n) {
		unsigned width;

		i += next_char(text + i, n - i, &width);
		columns += width;
	}
	return columns;
}

struct wrapper {
	struct buf *buf;
	const char *indent;
	size_t column;
	bool is_empty; /* nothing but the indent stands on the line */
};

static void
break_line(struct wrapper *wrapper)
{
	buf_putc(wrapper->buf, '\n');
	buf_puts(wrapper->buf, wrapper->indent);
	wrapper->column = columns_of(wrapper->indent, strlen(wrapper->indent));
	wrapper->is_empty = true;
}

/* A word at the beginning of a line, over several where it is too long. */
static void
add_chars(struct wrapper *wrapper, const char *word, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned width;
		size_t n_char = next_char(word + i, n - i, &width);

		if (!wrapper->is_empty &&
		    wrapper->column + width > WRAP_COLUMNS)
			break_line(wrapper);
		buf_add(wrapper->buf, word + i, n_char);
		wrapper->column += width;
		wrapper->is_empty = false;
		i += n_char;
	}
}

static void
add_word(struct wrapper *wrapper, const char *word, size_t n)
{
	size_t columns = columns_of(word, n);

	if (!wrapper->is_empty) {
		if (wrapper->column + 1 + columns > WRAP_COLUMNS)
			break_line(wrapper);
		else {
			buf_putc(wrapper->buf, ' ');
			wrapper->column++;
		}
	}
	add_chars(wrapper, word, n);
}

void
wrap_add(
    struct buf *buf, const char *first, const char *indent, const char *text)
{
	struct wrapper wrapper = {
		.buf = buf,
		.indent = indent,
		.column = columns_of(first, strlen(first)),
		.is_empty = true,
	};

	buf_puts(buf, first);
	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		if (n > 0)
			add_word(&wrapper, text, n);
		text += n;
		text += strspn(text, " ");
	}
	buf_putc(buf, '\n');
}
