/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/mail/charset.h"
#include "lib/mail/flowed.h"
#include "lib/mail/html.h"
#include "lib/mail/opaque.h"
#include "lib/mail/utf8.h"
#include "tests/tap.h"

#define BAD "\xef\xbf\xbd"

static const struct {
	const char *name, *charset, *bytes, *want;
} charsets[] = {
	{ "ASCII", "us-ascii", "abc\n", "abc\n" },
	{ "UTF-8", "utf-8", "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9" },
	{ "bad UTF-8", "utf-8",
	    "a\xff"
	    "b\xc3",
	    "a" BAD "b" BAD },
	{ "overlong UTF-8", "utf-8", "\xc0\xaf", BAD BAD },
	{ "surrogate", "utf-8", "\xed\xa0\x80", BAD BAD BAD },
	{ "none stated, UTF-8", NULL, "\xc3\xa9", "\xc3\xa9" },
	{ "none stated, 8-bit", NULL, "\xe9t\xe9", "\xc3\xa9t\xc3\xa9" },
	{ "ASCII stated, 8-bit", "us-ascii", "\xe9", "\xc3\xa9" },
	{ "Latin-1", "ISO-8859-1", "\xe9\x80", "\xc3\xa9\xe2\x82\xac" },
	{ "Latin-9", "ISO-8859-15", "\xa4", "\xe2\x82\xac" },
	{ "unknown-8bit", "unknown-8bit", "\xe9", "\xc3\xa9" },
	{ "x-mac-cyrillic", "x-mac-cyrillic", "\x80", "\xd0\x90" },
	{ "cp-850", "cp-850", "\x82", "\xc3\xa9" },
	{ "unicode-1-1-utf-7", "unicode-1-1-utf-7", "+AOk-", "\xc3\xa9" },
	{ "gb2312 is GBK", "gb2312", "\xd6\xd0\xe9\x46",
	    "\xe4\xb8\xad\xe9\x95\x95" },
	{ "ISO-2022-JP", "iso-2022-jp", "\033$BF|K\\\033(B",
	    "\xe6\x97\xa5\xe6\x9c\xac" },
	{ "UTF-7 that does not end", "utf-7", "a+AOk", "a\xc3\xa9" },
	{ "KOI8-R", "koi8-r", "\xc1", "\xd0\xb0" },
	{ "nonsense", "no-such-charset", "\xe9", "\xc3\xa9" },
	{ "not a name", "UTF-8//IGNORE", "\xe9", "\xc3\xa9" },
	{ "a path", "../../etc/passwd", "a", "a" },
	{ "line ends", "utf-8", "a\r\nb\rc\n\r\n", "a\nb\nc\n\n" },
	{ "controls", "utf-8",
	    "a\x01\x1b\x7f\xc2\x85"
	    "b\tc",
	    "ab\tc" },
	{ "byte order mark", "utf-8",
	    "\xef\xbb\xbf"
	    "a",
	    "a" },
	{ "empty", "utf-8", "", "" },
};

static const struct {
	const char *name;
	bool delsp;
	const char *text, *want;
} flowed[] = {
	{ "joined", false, "a \nb \nc\nd\n", "a b c\nd\n" },
	{ "delsp", true, "a \nb \nc\n", "abc\n" },
	{ "not flowed", false, "a\nb\n", "a\nb\n" },
	{ "stuffed", false, " From x\n  y\n >z\n", "From x\n y\n>z\n" },
	{ "quotes", false, "> a \n> b\nc\n", "> a b\nc\n" },
	{ "deeper quotes", false, ">> a \n>> b\n> c\n", ">> a b\n> c\n" },
	{ "depth changes", false, "> a \nb\n", "> a \nb\n" },
	{ "signature", false, "a \n-- \nAnn \nLee\n", "a \n-- \nAnn Lee\n" },
	{ "quoted signature", false, "> -- \n> Ann\n", "> -- \n> Ann\n" },
	{ "no last line end", false, "a \nb", "a b\n" },
	{ "ends flowed", false, "a \n", "a \n" },
	{ "empty lines", false, "a\n\nb\n", "a\n\nb\n" },
	{ "empty line ends a paragraph", false, "a \n\nb\n", "a \nb\n" },
	{ "nothing", false, "", "" },
};

static const struct {
	const char *name, *html, *want_read, *want_whole;
} htmls[] = {
	{ "text", "Hello", "Hello\n", "Hello\n" },
	{ "blocks", "<p>a</p><div>b<br>c</div>d", "a\n\nb\nc\nd\n",
	    "a\n\nb\nc\nd\n" },
	{ "white space", "<p> a\n  <b>b</b>c </p>", "a bc\n", "a bc\n" },
	{ "no-break space", "a&nbsp;&nbsp;b", "a  b\n", "a  b\n" },
	{ "pre", "<pre>a\n  b</pre>c", "a\n  b\n\nc\n", "a\n  b\n\nc\n" },
	{ "quotation", "a<blockquote>b<br>c</blockquote>d",
	    "a\n\n> b\n> c\n\nd\n", "a\n\n> b\n> c\n\nd\n" },
	{ "list", "<ul><li>a<li>b</ul>", "- a\n- b\n", "- a\n- b\n" },
	{ "table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>",
	    "a b\nc\n", "a b\nc\n" },
	{ "link", "<a href=\"http://x.example/y\">here</a>.",
	    "here <http://x.example/y>.\n", "here <http://x.example/y>.\n" },
	{ "link that says it", "<a href=\"http://x.example/\">x.example</a>",
	    "x.example\n", "x.example\n" },
	{ "link to an address", "<a href=\"mailto:a@b\">a@b</a>", "a@b\n",
	    "a@b\n" },
	{ "script link", "<a href=\"javascript:secret()\">a</a>", "a\n",
	    "a <javascript:secret()>\n" },
	{ "comment", "a<!-- secret <b>w</b>ord -->b", "ab\n",
	    "a\nsecret w ord\nb\n" },
	{ "style and title", "<head><title>t</title><style>p{}</style></head>a",
	    "a\n", "t\np{}\n\na\n" },
	{ "script", "a<script>secret</script>b", "ab\n", "a\nsecret\nb\n" },
	{ "display none", "a<span style=\"Display : NONE\">secret</span>b",
	    "ab\n", "asecretb\n" },
	{ "hidden", "a<p hidden>secret</p>b", "a\n\nb\n",
	    "a\n\nsecret\n\nb\n" },
	{ "image", "<img alt=\"a cat\" src=x>", "a cat\n", "a cat\n" },
	{ "title attribute", "<b title=\"secret\">a</b>", "a\n", "secret a\n" },
	{ "entities", "&lt;a&gt; &eacute; &amp;", "<a> \xc3\xa9 &\n",
	    "<a> \xc3\xa9 &\n" },
	{ "control by reference", "a&#1;&#27;&#127;&#133;b", "ab\n", "ab\n" },
	{ "broken", "<p><b>a<p>b</i></div", "a\n\nb\n", "a\n\nb\n" },
	{ "nothing", "", "", "" },
};

static void
test_charsets(void)
{
	for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++) {
		auto_buf struct buf got = BUF_INIT(10000);

		charset_add_text(&got, charsets[i].charset, charsets[i].bytes,
		    strlen(charsets[i].bytes));
		tap_is_string(buf_string(&got), charsets[i].want, "charset: %s",
		    charsets[i].name);
	}
}

static void
test_flowed(void)
{
	for (size_t i = 0; i < sizeof flowed / sizeof flowed[0]; i++) {
		auto_buf struct buf got = BUF_INIT(10000);

		flowed_add_text(&got, flowed[i].text, flowed[i].delsp);
		tap_is_string(buf_string(&got), flowed[i].want, "flowed: %s",
		    flowed[i].name);
	}
}

static void
test_html(void)
{
	for (size_t i = 0; i < sizeof htmls / sizeof htmls[0]; i++) {
		auto_html struct html *html =
		    html_parse(htmls[i].html, strlen(htmls[i].html));
		auto_buf struct buf read = BUF_INIT(10000);
		auto_buf struct buf whole = BUF_INIT(10000);

		html_add_text(html, HTML_READ, &read);
		tap_is_string(buf_string(&read), htmls[i].want_read,
		    "html: %s: read", htmls[i].name);
		html_add_text(html, HTML_WHOLE, &whole);
		tap_is_string(buf_string(&whole), htmls[i].want_whole,
		    "html: %s: whole", htmls[i].name);
	}
}

/* A million open elements: no recursion, no quadratic quotation. */
static void
test_deep_html(const char *tag)
{
	enum { DEPTH = 200000 };
	auto_buf struct buf text = BUF_INIT(20 * DEPTH);
	auto_buf struct buf got = BUF_INIT(1000 * 1000);
	auto_html struct html *html = NULL;

	for (int i = 0; i < DEPTH; i++)
		buf_puts(&text, tag);
	buf_puts(&text, "a");
	html = html_parse(buf_string(&text), text.len);
	tap_ok(html_add_text(html, HTML_WHOLE, &got), "deep %s: fits", tag);
	tap_ok(strchr(buf_string(&got), 'a') != NULL, "deep %s: text", tag);
}

static void
test_cut_html(void)
{
	auto_buf struct buf got = BUF_INIT(10);
	auto_html struct html *html = html_parse("<p>abcdef ghijkl", 16);

	tap_ok(!html_add_text(html, HTML_READ, &got), "cut html says so");
}

static void
test_lines(void)
{
	static const char bytes[] = " a\nb\0c\x80\xc2\x85 ";
	auto_free char *line = utf8_to_line(bytes, sizeof bytes - 1);

	tap_is_string(line, "a b c" BAD, "line: controls are spaces");
	tap_ok(utf8_is_line("a\xc3\xa9", 3), "line: UTF-8");
	tap_ok(!utf8_is_line("a\n", 2), "line: no line end");
	tap_ok(!utf8_is_line("\xc2\x85", 2), "line: no C1 control");
	tap_ok(utf8_is_text("a\n\t", 3), "text: line end and tab");
	tap_ok(!utf8_is_text("a\r\n", 3), "text: no CR");
	tap_ok(!utf8_is_text("a\0b", 3), "text: no NUL");
	tap_is_int((intmax_t)utf8_cut("a\xc3\xa9", 3, 2), 1,
	    "cut: in front of a character");
	tap_is_int((intmax_t)utf8_cut("a\xc3\xa9", 3, 3), 3, "cut: not");
}

static void
test_opaque(void)
{
	tap_ok(opaque_is_type("application/zip"), "opaque: a type");
	tap_ok(!opaque_is_type("text/plain"), "opaque: not a type");
	tap_ok(opaque_is_name("a.TAR.GZ"), "opaque: a name");
	tap_ok(opaque_is_name("winmail.dat"), "opaque: TNEF by its name");
	tap_ok(!opaque_is_name("gz"), "opaque: not a name");
	tap_ok(!opaque_is_name(""), "opaque: no name");
	tap_ok(opaque_is_text("a\n-----BEGIN PGP MESSAGE-----\n"),
	    "opaque: a text");
}

int
main(void)
{
	test_charsets();
	test_flowed();
	test_html();
	test_deep_html("<div>");
	test_deep_html("<blockquote>");
	test_cut_html();
	test_lines();
	test_opaque();
	return tap_done();
}
