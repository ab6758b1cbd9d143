/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/columns.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "lib/base/ascii.h"
#include "lib/mail/utf8.h"

enum { USUAL_COLUMNS = 80, MOST_COLUMNS = 1000 };

#define ELLIPSIS "\xe2\x80\xa6"

size_t
columns_of_terminal(int fd)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t n;

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	if (columns != NULL && ascii_number(columns, MOST_COLUMNS, &n) && n > 0)
		return (size_t)n;
	return USUAL_COLUMNS;
}

struct range {
	uint32_t first, last;
};

static bool
is_in(uint32_t code, const struct range *ranges, size_t n_ranges)
{
	for (size_t i = 0; i < n_ranges; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

/* wcwidth(3) would depend on the locale.  These are the blocks that mail has:
 * marks that join, marks that steer, and East Asian and pictures, which are
 * wide (UAX #11). */
static size_t
width_of(uint32_t code)
{
	static const struct range none[] = { { 0x00, 0x1f }, { 0x7f, 0x9f },
		{ 0xad, 0xad }, { 0x300, 0x36f }, { 0x483, 0x489 },
		{ 0x591, 0x5bd }, { 0x610, 0x61a }, { 0x64b, 0x65f },
		{ 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f },
		{ 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
		{ 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe01ef } };
	static const struct range wide[] = { { 0x1100, 0x115f },
		{ 0x2e80, 0x303e }, { 0x3041, 0xa4cf }, { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
		{ 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
		{ 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };

	if (code >= 0x20 && code < 0x7f)
		return 1;
	if (is_in(code, none, sizeof(none) / sizeof(none[0])))
		return 0;
	return is_in(code, wide, sizeof(wide) / sizeof(wide[0])) ? 2 : 1;
}

/* May the character go to a terminal?  Marks that turn the writing round may
 * not: a name could pose as another. */
static bool
is_shown(uint32_t code)
{
	return code >= 0x20 && !(code >= 0x7f && code <= 0x9f) &&
	    !(code >= 0x202a && code <= 0x202e) &&
	    !(code >= 0x2066 && code <= 0x2069);
}

/* How much of text goes into n columns: its bytes, and the columns it takes.
 */
static size_t
fit(const char *text, size_t n_columns, size_t *ret_columns)
{
	size_t n_text = strlen(text);
	size_t i = 0, n_used = 0;

	while (i < n_text) {
		uint32_t code = 0;
		size_t n = utf8_char(text + i, n_text - i, &code);
		size_t width = n == 0 ? 0 : width_of(code);

		if (n_used + width > n_columns)
			break;
		n_used += width;
		i += n == 0 ? 1 : n;
	}
	*ret_columns = n_used;
	return i;
}

static void
add_shown(struct buf *buf, const char *text, size_t n_text)
{
	size_t i = 0;

	while (i < n_text) {
		uint32_t code = 0;
		size_t n = utf8_char(text + i, n_text - i, &code);

		if (n > 0 && is_shown(code))
			buf_add(buf, text + i, n);
		i += n == 0 ? 1 : n;
	}
}

void
columns_add(struct buf *buf, const char *text, size_t n)
{
	size_t n_used;
	size_t n_text = fit(text, n, &n_used);
	bool is_cut = text[n_text] != '\0' && n > 0;

	if (is_cut)
		n_text = fit(text, n - 1, &n_used);
	add_shown(buf, text, n_text);
	if (is_cut) {
		buf_puts(buf, ELLIPSIS);
		n_used++;
	}
	for (; n_used < n; n_used++)
		buf_putc(buf, ' ');
}
