/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/wrap.h"

#include <string.h>

#include "tests/tap.h"

#define TEN "aaaaaaaaa "
#define SIXTY TEN TEN TEN TEN TEN TEN
#define FORTY_WIDE                                                     \
	"日日日日日日日日日日日日日日日日日日日日" \
	"日日日日日日日日日日日日日日日日日日日日"

static const struct {
	const char *name;
	const char *first, *indent;
	const char *text;
	const char *want;
} rows[] = {
	{ "nothing", "* ", "  ", "", "* \n" },
	{ "a word", "* ", "  ", "word", "* word\n" },
	{ "blanks", "", "", "  a   b ", "a b\n" },
	{ "just fits", "", "", SIXTY "bbbbbbbbbbbb", SIXTY "bbbbbbbbbbbb\n" },
	{ "does not fit", "", "", SIXTY "bbbbbbbbbbbbb",
	    "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa\n"
	    "bbbbbbbbbbbbb\n" },
	{ "with an indent", "* ", "  ", SIXTY "bbbbbbbbbbb c",
	    "* aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa\n"
	    "  bbbbbbbbbbb c\n" },
	{ "bytes are no columns", "", "", SIXTY "éééééééééééé",
	    SIXTY "éééééééééééé\n" },
	{ "combining marks take none", "", "",
	    SIXTY "e\xcc\x81"
		  "bbbbbbbbbbb",
	    SIXTY "e\xcc\x81"
		  "bbbbbbbbbbb\n" },
	{ "wide ones take two, and break where they must", "", " ", FORTY_WIDE,
	    "日日日日日日日日日日日日日日日日日日日日"
	    "日日日日日日日日日日日日日日日日\n"
	    " 日日日日\n" },
	{ "a word too long begins on a line of its own", "", "", "a " SIXTY,
	    "a aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa\n" },
	{ "malformed bytes are kept", "", "", "a\xff\xfe b", "a\xff\xfe b\n" },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_buf struct buf buf = BUF_INIT(1000);

		wrap_add(&buf, rows[i].first, rows[i].indent, rows[i].text);
		tap_is_string(
		    buf_string(&buf), rows[i].want, "%s", rows[i].name);
	}
	return tap_done();
}
