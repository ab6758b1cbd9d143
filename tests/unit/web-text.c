/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of mails on pages: what flows, what is folded, what can be followed;
 * names of files; times.
 */
#include "lib/base/mem.h"
#include "tests/tap.h"
#include "web-archive/attachment.h"
#include "web-archive/body.h"
#include "web-archive/conversation.h"
#include "web-archive/link.h"
#include "web-archive/mask.h"
#include "web-archive/when.h"

static const struct {
	const char *text, *want;
} links[] = {
	{ "http://a.example/", "http://a.example/" },
	{ "https://a.example/x?y=1&z=2 more", "https://a.example/x?y=1&z=2" },
	{ "https://a.example/x.", "https://a.example/x" },
	{ "https://a.example/x),", "https://a.example/x" },
	{ "https://a.example/x_(y)", "https://a.example/x_(y)" },
	{ "https://a.example/\"onclick=\"x", "https://a.example/" },
	{ "https://a.example><b", "https://a.example" },
	{ "https://", "" },
	{ "http://...", "" },
	{ "javascript:alert(1)", "" },
	{ "ftp://a.example", "" },
};

static void
test_links(void)
{
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		tap_is_bytes(links[i].text,
		    link_length(links[i].text, strlen(links[i].text)),
		    links[i].want, strlen(links[i].want), "link: %s",
		    links[i].text);
}

static const struct {
	const char *name, *text, *want; /* a part of the page */
} bodies[] = {
	{ "short lines stay", "Bob\nAcme\n",
	    "<p dir=\"auto\">Bob<br>\nAcme</p>" },
	{ "prose flows",
	    "This line of prose is long enough to have been broken,\nand this "
	    "one follows.\n",
	    "broken,\nand this one follows.</p>" },
	{ "a table keeps its blanks", "a    b\nc    d\n",
	    "<pre tabindex=\"0\">a    b\nc    d</pre>" },
	{ "code after a blank line", "x:\n\n\tint a;\n\n\tint b;\n",
	    "\tint a;\n\n\tint b;</pre>" },
	{ "a patch is one piece",
	    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\n c\n",
	    "-a\n+b\n\n c</pre>" },
	{ "items", "- one\n  goes on\n- two\n",
	    "<p class=\"item\" dir=\"auto\">- one\ngoes on</p>" },
	{ "a short quotation is open", "> why?\nBecause.\n",
	    "<blockquote class=\"q1\"><p dir=\"auto\">why?</p>" },
	{ "a long one is folded", "> 1\n> 2\n> 3\n> 4\n> 5\n> 6\nYes.\n",
	    "<details class=\"quoted\"><summary>Quoted: (6 lines)</summary>" },
	{ "a quotation of a quotation", "> > deep\n> less\nown\n",
	    "<blockquote class=\"q2\"><p dir=\"auto\">deep</p>" },
	{ "a signature", "own\n-- \nBob\n", "<div class=\"signature\">" },
	{ "a link", "see https://a.example/?a&b.\n",
	    "<a href=\"https://a.example/?a&amp;b\" rel=\"noopener nofollow "
	    "noreferrer\">https://a.example/?a&amp;b</a>.</p>" },
	{ "markup is text", "</div><script>x</script>\n",
	    "&lt;/div&gt;&lt;script&gt;x&lt;/script&gt;</p>" },
	{ "nothing", "", "<div class=\"body\"></div>" },
};

static void
test_bodies(void)
{
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_FRAGMENT, 65536);
		auto_free char *got = NULL;
		size_t n = 0;

		body_write(markup, bodies[i].text, strlen(bodies[i].text));
		got = markup_take(markup, &n);
		tap_has(got, bodies[i].want, "body: %s", bodies[i].name);
	}
}

/* Any bytes, in lines as mails have them: what was opened is closed. */
static void
test_random_bodies(void)
{
	static const char *const pieces[] = { "> ", ">>", "| ", "\n", "\n\n",
		"On Monday Bob wrote:", "-- \n", "- ", "1. ", "\t", "   ",
		"https://", "a.example/", "<b>", "@@ -", "diff --git ", "word ",
		"\xc3", "\xc3\xa9", "-----Original Message-----\n", "From: " };
	unsigned long state = 42;

	for (int round = 0; round < 20000; round++) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_FRAGMENT, 1024 * 1024);
		auto_buf struct buf text = BUF_INIT(65536);
		auto_free char *got = NULL;
		size_t n = 0;

		for (int i = 0; i < 30; i++) {
			state = state * 6364136223846793005UL +
			    1442695040888963407UL;
			buf_puts(&text,
			    pieces[(state >> 33) %
				(sizeof(pieces) / sizeof(pieces[0]))]);
		}
		body_write(markup, buf_string(&text), text.len);
		got = markup_take(markup, &n);
		if (got == NULL || strstr(got, "<b>") != NULL) {
			tap_ok(false, "round %d", round);
			return;
		}
	}
	tap_ok(true, "20000 random bodies");
}

static const struct {
	const char *type, *name, *want;
} files[] = {
	{ "application/pdf", "Report.pdf", "Report.pdf" },
	{ "image/jpeg", "photo.JPG", "photo.jpg" },
	{ "image/png", "", "part.png" },
	{ "text/html", "page.html", "page_html.txt" },
	{ "image/svg+xml", "x.svg", "x_svg.bin" },
	{ "application/xhtml+xml", "x.xhtml", "x_xhtml.bin" },
	{ "text/plain", "run.php", "run_php.txt" },
	{ "application/x-php", "x.php.jpg", "x_php.jpg" },
	{ "text/javascript", "x.js", "x_js.txt" },
	{ "application/octet-stream", ".htaccess", "_htaccess.bin" },
	{ "application/octet-stream", "../../etc/passwd",
	    "______etc_passwd.bin" },
	{ "application/pdf", "a\"><script>.pdf", "a___script_.pdf" },
	{ "application/pdf", "r\xc3\xa9sum\xc3\xa9.pdf", "r__sum__.pdf" },
	{ "application/octet-stream", "", "part.bin" },
	{ "text/html", "", "part.txt" },
	{ "application/pdf", ".pdf", "part.pdf" },
};

static void
test_files(void)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		auto_free char *type = mem_dup(files[i].type);
		auto_free char *name = mem_dup(files[i].name);
		const struct part part = { .type = type, .name = name };
		auto_free char *got = attachment_name(&part);

		tap_is_string(got, files[i].want, "file: %s, %s", files[i].type,
		    files[i].name);
	}
}

static const struct {
	const char *text, *want;
} masks[] = {
	{ "bob@example.com", "bob@..." },
	{ "<bob@mail.example.com> wrote", "<bob@...> wrote" },
	{ "meet @ noon", "meet @ noon" },
	{ "@name", "@name" },
	{ "a@b,c@d", "a@...,c@..." },
	{ "", "" },
};

static void
test_masks(void)
{
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		auto_free char *got =
		    mask_addresses(masks[i].text, strlen(masks[i].text));

		tap_is_string(got, masks[i].want, "mask: %s", masks[i].text);
	}
}

static const struct {
	int64_t time_s;
	const char *month, *minute;
} times[] = {
	{ 0, "1970-01", "1 Jan 1970, 00:00" },
	{ -5, "1970-01", "1 Jan 1970, 00:00" },
	{ 951782400, "2000-02", "29 Feb 2000, 00:00" },
	{ 1700000000, "2023-11", "14 Nov 2023, 22:13" },
	{ INT64_MAX, "2099-12", "31 Dec 2099, 23:59" },
	{ INT64_MIN, "1970-01", "1 Jan 1970, 00:00" },
};

static void
test_times(void)
{
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		int64_t time_s = times[i].time_s, since_s, until_s;
		char month[WHEN_MONTH_BYTES], minute[WHEN_BYTES];

		when_month(time_s, month);
		when_minute(time_s, minute);
		when_month_bounds(month, &since_s, &until_s);
		tap_is_string(month, times[i].month, "month");
		tap_is_string(minute, times[i].minute, "minute");
		tap_ok(since_s <= time_s &&
			(time_s < until_s || time_s == INT64_MAX),
		    "the month has it");
	}
	for (int64_t day = 0; day < 47481; day++) {
		int64_t since_s, until_s;
		char month[WHEN_MONTH_BYTES];

		when_month(day * 86400, month);
		when_month_bounds(month, &since_s, &until_s);
		if (day * 86400 < since_s || day * 86400 >= until_s) {
			tap_ok(false, "day %d", (int)day);
			return;
		}
	}
	tap_ok(true, "each day until 2099 is in its month");
}

static const struct {
	const char *a, *b;
	bool want;
} subjects[] = {
	{ "x", "Re: x", true },
	{ "x", "RE: AW: Fwd: Re[2]: X", true },
	{ "x", "Re : x", true },
	{ "x", "Regarding x", false },
	{ "", "Re:", true },
};

int
main(void)
{
	test_links();
	test_bodies();
	test_random_bodies();
	test_files();
	test_masks();
	test_times();
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		tap_is_int(
		    conversation_is_same_subject(subjects[i].a, subjects[i].b),
		    subjects[i].want, "subject: %s", subjects[i].b);
	return tap_done();
}
