/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing that is written as text or as a value gets out of its place.
 */
#include "lib/base/html.h"

#include <sys/wait.h>

#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "plain", "hello", "hello" },
	{ "empty", "", "" },
	{ "a tag", "<script>alert(1)</script>",
	    "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ "an end", "</p></main>", "&lt;/p&gt;&lt;/main&gt;" },
	{ "quotation marks", "\" onload=\"x' y",
	    "&quot; onload=&quot;x&#39; y" },
	{ "an entity", "&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;#60;" },
	{ "a comment", "<!-- -->", "&lt;!-- --&gt;" },
	{ "a section", "]]>", "]]&gt;" },
	{ "controls", "a\001b\033[1m\177",
	    "a\xef\xbf\xbd"
	    "b\xef\xbf\xbd[1m"
	    "\xef\xbf\xbd" },
	{ "line and tab", "a\n\tb", "a\n\tb" },
	{ "return", "a\rb",
	    "a\xef\xbf\xbd"
	    "b" },
	{ "accents", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
	    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
	{ "overlong <", "\xc0\xbc", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "half a character before <", "\xe2\x82<b>",
	    "\xef\xbf\xbd\xef\xbf\xbd&lt;b&gt;" },
	{ "half at the end", "a\xf0\x9f", "a\xef\xbf\xbd\xef\xbf\xbd" },
	{ "surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "beyond Unicode", "\xf4\x90\x80\x80",
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "no character", "\xef\xbf\xbf", "\xef\xbf\xbd" },
	{ "C1", "\xc2\x85", "\xef\xbf\xbd" },
};

static void
test_texts(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_FRAGMENT, 4096);
		auto_free char *want = mem_format("<b title%s%s%s>%s</b>",
		    rows[i].want[0] ? "=\"" : "", rows[i].want,
		    rows[i].want[0] ? "\"" : "", rows[i].want);
		auto_free char *got = NULL;
		size_t n = 0;

		markup_open(markup, "b");
		markup_attr(markup, "title", rows[i].text);
		markup_text(markup, rows[i].text);
		markup_close(markup, "b");
		got = markup_take(markup, &n);
		tap_is_string(got, want, "%s", rows[i].name);
	}
}

static const struct {
	const char *url;
	bool is_good;
} urls[] = {
	{ "http://example.com/?a=1&b=2", true },
	{ "HTTPS://example.com", true },
	{ "mailto:a@example.com", true },
	{ "javascript:alert(1)", false },
	{ "JaVaScRiPt:alert(1)", false },
	{ " https://example.com", false },
	{ "java\nscript:alert(1)", false },
	{ "http://a\nb", false },
	{ "data:text/html,x", false },
	{ "//example.com", false },
	{ "/etc/passwd", false },
	{ "", false },
};

static void
test_urls(void)
{
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_FRAGMENT, 4096);
		auto_free char *got = NULL;
		size_t n = 0;

		markup_open(markup, "a");
		tap_is_int(markup_href(markup, urls[i].url), urls[i].is_good,
		    "address: %s", urls[i].is_good ? urls[i].url : "refused");
		markup_close(markup, "a");
		got = markup_take(markup, &n);
		tap_is_int(strstr(got, "href") != NULL, urls[i].is_good,
		    "is %swritten", urls[i].is_good ? "" : "not ");
	}
}

/* Does it end by an assertion?  In a child, for that ends the process. */
static bool
is_fatal(void (*misuse)(struct markup *))
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_PAGE, 4096);

		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		misuse(markup);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && status != 0;
}

static void
close_another(struct markup *markup)
{
	markup_open(markup, "p");
	markup_close(markup, "div");
}

static void
leave_open(struct markup *markup)
{
	size_t n;

	markup_open(markup, "p");
	free(markup_take(markup, &n));
}

static void
attribute_late(struct markup *markup)
{
	markup_open(markup, "p");
	markup_text(markup, "x");
	markup_attr(markup, "class", "x");
}

static void
href_as_attribute(struct markup *markup)
{
	markup_open(markup, "a");
	markup_attr(markup, "href", "x");
}

static void
handler(struct markup *markup)
{
	markup_open(markup, "a");
	markup_attr(markup, "onclick", "x");
}

static void
own_path_outside(struct markup *markup)
{
	markup_open(markup, "a");
	markup_href_own(markup, "javascript:x");
}

static void
text_in_void(struct markup *markup)
{
	markup_open(markup, "br");
	markup_text(markup, "x");
}

static void
nothing_wrong(struct markup *markup)
{
	markup_element(markup, "p", "x", "y");
}

static void
test_misuse(void)
{
	tap_ok(!is_fatal(nothing_wrong), "a right use lives");
	tap_ok(is_fatal(close_another), "closing another element is a bug");
	tap_ok(is_fatal(leave_open), "so is leaving one open");
	tap_ok(is_fatal(attribute_late), "and an attribute behind text");
	tap_ok(is_fatal(href_as_attribute), "and an address as attribute");
	tap_ok(is_fatal(handler), "and a handler");
	tap_ok(is_fatal(own_path_outside), "and a path that is none");
	tap_ok(is_fatal(text_in_void), "and text in a void element");
}

/* Any bytes: between the tags nothing is left that a browser would read. */
static void
test_random(void)
{
	static const char likely[] = "<>&\"'/!-= aonsx\n\t\r\0\xc3\xe2\x80\xbc";
	unsigned long state = 20261123;
	int n_bad = 0;

	for (int round = 0; round < 20000; round++) {
		auto_markup struct markup *markup =
		    markup_new(MARKUP_FRAGMENT, 65536);
		auto_free char *got = NULL;
		char text[40];
		size_t n = 0;

		for (size_t i = 0; i < sizeof(text) - 1; i++) {
			state = state * 6364136223846793005UL +
			    1442695040888963407UL;
			text[i] = state >> 63
			    ? likely[(state >> 33) % (sizeof(likely) - 1)]
			    : (char)(state >> 33);
		}
		text[sizeof(text) - 1] = '\0';
		markup_open(markup, "b");
		markup_attr(markup, "title", text[0] != '\0' ? text : "x");
		markup_text_n(markup, text, sizeof(text) - 1);
		markup_close(markup, "b");
		got = markup_take(markup, &n);
		n_bad += strlen(got) != n ||
		    strcspn(got + 10, "\"<>'") !=
			(size_t)(strstr(got, "\">") - got - 10) ||
		    strstr(got, "\">") + 2 +
			    strcspn(strstr(got, "\">") + 2, "\"<>'") !=
			got + n - 4;
	}
	tap_is_int(n_bad, 0, "20000 random texts stay in their places");
}

int
main(void)
{
	auto_markup struct markup *small = markup_new(MARKUP_FRAGMENT, 16);
	size_t n = 0;

	test_texts();
	test_urls();
	test_misuse();
	test_random();
	markup_element(small, "p", NULL, "more than there is room for");
	tap_ok(markup_take(small, &n) == NULL, "too much is told");
	return tap_done();
}
