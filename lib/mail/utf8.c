/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/utf8.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* U+FEFF */

/* How many bytes a character with this first byte has; 0: none has it. */
static size_t
length_by_first(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

size_t
utf8_char(const char *p, size_t n, uint32_t *ret)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *u = (const unsigned char *)p;
	size_t length = n == 0 ? 0 : length_by_first(u[0]);
	uint32_t code;

	if (length == 0 || length > n)
		return 0;
	code = length == 1 ? u[0] : u[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (u[i] & 0x3f);
	}
	/* Overlong forms and surrogates are not well-formed (RFC 3629 3). */
	if (code < least[length] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*ret = code;
	return length;
}

static bool
is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/* How many bytes at p are printable ASCII: nearly all mail is. */
static size_t
plain_run(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && p[i] >= ' ' && p[i] < 127)
		i++;
	return i;
}

static bool
is_clean(const char *bytes, size_t n_bytes, const char *allowed_controls)
{
	size_t i = 0;

	while (i < n_bytes) {
		size_t n = plain_run(bytes + i, n_bytes - i);
		uint32_t code;

		i += n;
		if (i == n_bytes)
			return true;
		n = utf8_char(bytes + i, n_bytes - i, &code);
		if (n == 0)
			return false;
		if (is_control(code) &&
		    (code >= 0x7f || code == 0 ||
			strchr(allowed_controls, (int)code) == NULL))
			return false;
		i += n;
	}
	return true;
}

bool
utf8_is_valid(const char *bytes, size_t n_bytes)
{
	size_t i = 0;

	while (i < n_bytes) {
		uint32_t code;
		size_t n = plain_run(bytes + i, n_bytes - i);

		if (n == 0)
			n = utf8_char(bytes + i, n_bytes - i, &code);
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

bool
utf8_is_line(const char *bytes, size_t n_bytes)
{
	return is_clean(bytes, n_bytes, "");
}

bool
utf8_is_text(const char *bytes, size_t n_bytes)
{
	return is_clean(bytes, n_bytes, "\n\t");
}

size_t
utf8_cut(const char *bytes, size_t n_bytes, size_t max_bytes)
{
	if (n_bytes <= max_bytes)
		return n_bytes;
	while (max_bytes > 0 && (bytes[max_bytes] & 0xc0) == 0x80)
		max_bytes--;
	return max_bytes;
}

char *
utf8_to_line(const char *bytes, size_t n_bytes)
{
	auto_buf struct buf line = BUF_INIT(n_bytes * 3 + 1);
	auto_free char *untrimmed = NULL;
	size_t i = 0;

	while (i < n_bytes) {
		size_t n = plain_run(bytes + i, n_bytes - i);
		uint32_t code = ' ';

		if (n == 0)
			n = utf8_char(bytes + i, n_bytes - i, &code);
		if (n == 0)
			buf_puts(&line, REPLACEMENT);
		else if (is_control(code))
			buf_putc(&line, ' ');
		else
			buf_add(&line, bytes + i, n);
		i += n == 0 ? 1 : n;
	}
	untrimmed = buf_take(&line);
	return mem_dup(ascii_trim(untrimmed));
}

void
utf8_add_text(struct buf *buf, const char *bytes, size_t n_bytes)
{
	size_t i = 0;

	if (n_bytes >= 3 && memcmp(bytes, BYTE_ORDER_MARK, 3) == 0)
		i = 3;
	while (i < n_bytes) {
		size_t n = plain_run(bytes + i, n_bytes - i);
		uint32_t code = ' ';

		if (n == 0)
			n = utf8_char(bytes + i, n_bytes - i, &code);
		if (n == 0)
			buf_puts(buf, REPLACEMENT);
		else if (code == '\r' &&
		    (i + 1 == n_bytes || bytes[i + 1] != '\n'))
			buf_putc(buf, '\n');
		else if (!is_control(code) || code == '\n' || code == '\t')
			buf_add(buf, bytes + i, n);
		i += n == 0 ? 1 : n;
	}
}
