/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/utf8.h"

/* Names seen in mail that the C library does not know, or knows otherwise
 * than those who write them: what says gb2312 is nearly always GBK. */
static const struct {
	const char *name;
	const char *iconv_name;
} aliases[] = {
	{ "ascii", "" },
	{ "us-ascii", "" },
	{ "utf8", "UTF-8" },
	{ "iso-8859-1", "WINDOWS-1252" }, /* as WHATWG and all clients do */
	{ "latin1", "WINDOWS-1252" },
	{ "iso-8859-8-i", "ISO-8859-8" },
	{ "iso-8859-8-e", "ISO-8859-8" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "ks_c_5601-1987", "CP949" },
	{ "ks_c_5601", "CP949" },
	{ "shift_jis", "CP932" },
	{ "shift-jis", "CP932" },
	{ "x-sjis", "CP932" },
	{ "unicode-1-1-utf-7", "UTF-7" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC" },
	{ "x-mac-roman", "MACINTOSH" },
	{ "x-gbk", "GB18030" },
	{ "cp-850", "CP850" },
	{ "x-unknown", "" },
	{ "unknown-8bit", "" },
};

/* Only what a charset's name is made of (RFC 2978 2.3, without the
 * exotic): glibc would take "UTF-8//IGNORE" or a comma for options. */
static bool
is_name(const char *charset)
{
	size_t n = strspn(charset,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_.:+");

	return n > 0 && n <= 40 && charset[n] == '\0';
}

/* What iconv calls it; "" where the bytes must tell. */
static const char *
iconv_name(const char *charset)
{
	if (charset == NULL || !is_name(charset))
		return "";
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
		if (ascii_equal(charset, aliases[i].name))
			return aliases[i].iconv_name;
	return charset;
}

/* Convert all, with U+FFFD for each byte that has no meaning. */
static void
convert(struct buf *utf8, iconv_t converter, const char *bytes, size_t n_bytes)
{
	/* iconv never writes through its in-pointer. */
	char *in = (char *)(uintptr_t)bytes;
	size_t n_in = n_bytes;

	for (;;) {
		char block[4096];
		char *out = block;
		size_t n_out = sizeof block;
		/* Without input: what a stateful charset still holds. */
		size_t n = n_in > 0
		    ? iconv(converter, &in, &n_in, &out, &n_out)
		    : iconv(converter, NULL, NULL, &out, &n_out);
		bool is_full = n == (size_t)-1 && errno == E2BIG;
		bool is_flushed = n_in == 0 && n != (size_t)-1 && out == block;

		buf_add(utf8, block, (size_t)(out - block));
		if (is_flushed || buf_is_full(utf8))
			return;
		if (n == (size_t)-1 && !is_full) {
			if (n_in == 0)
				return;
			buf_puts(utf8, "\xef\xbf\xbd");
			in++;
			n_in--;
		}
	}
}

/* One character is at most four bytes of UTF-8, and no charset packs more
 * than one and a half of them into a byte. */
static size_t
max_utf8_bytes(size_t n_bytes)
{
	return 8 * n_bytes + 64;
}

static void
add_converted(
    struct buf *buf, iconv_t converter, const char *bytes, size_t n_bytes)
{
	auto_buf struct buf utf8 = BUF_INIT(max_utf8_bytes(n_bytes));

	convert(&utf8, converter, bytes, n_bytes);
	utf8_add_text(buf, buf_string(&utf8), utf8.len);
}

static bool
add_by_iconv(
    struct buf *buf, const char *name, const char *bytes, size_t n_bytes)
{
	iconv_t converter = iconv_open("UTF-8", name);

	if (converter == (iconv_t)-1)
		return false;
	add_converted(buf, converter, bytes, n_bytes);
	iconv_close(converter);
	return true;
}

void
charset_add_text(
    struct buf *buf, const char *charset, const char *bytes, size_t n_bytes)
{
	const char *name = iconv_name(charset);

	if (name[0] != '\0' && !ascii_equal(name, "UTF-8") &&
	    add_by_iconv(buf, name, bytes, n_bytes))
		return;
	if (!ascii_equal(name, "UTF-8") && !utf8_is_valid(bytes, n_bytes) &&
	    add_by_iconv(buf, "WINDOWS-1252", bytes, n_bytes))
		return;
	utf8_add_text(buf, bytes, n_bytes);
}
