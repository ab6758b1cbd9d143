/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/hits.h"

#include "archiver/columns.h"
#include "tests/tap.h"

static const struct {
	const char *text;
	size_t n;
	const char *want;
} cells[] = {
	{ "pump", 6, "pump  " },
	{ "pump", 4, "pump" },
	{ "pumps", 4, "pum\xe2\x80\xa6" },
	{ "", 3, "   " },
	{ "pump", 0, "" },
	{ "\xc3\xa9t\xc3\xa9", 4, "\xc3\xa9t\xc3\xa9 " },
	/* a letter and the accent that joins it */
	{ "e\xcc\x81t", 3, "e\xcc\x81t " },
	/* two columns each */
	{ "\xe4\xb8\xad\xe6\x96\x87", 5, "\xe4\xb8\xad\xe6\x96\x87 " },
	{ "\xe4\xb8\xad\xe6\x96\x87", 3, "\xe4\xb8\xad\xe2\x80\xa6" },
	{ "\xe4\xb8\xad\xe6\x96\x87", 2, "\xe2\x80\xa6 " },
	/* what would steer the terminal */
	{ "a\033[31mb", 8, "a[31mb  " },
	{ "a\xe2\x80\xae"
	  "b",
	    4, "ab  " },
	{ "a\xff"
	  "b",
	    4, "ab  " },
};

static char *
heap(const char *text)
{
	return strdup(text);
}

static void
check_forms(void)
{
	struct view_post post = {
		.name = "abcdefghijklmnopqrstuvwxyz",
		.msgid = heap("1@example.com"),
		.list = heap("acme"),
		.subject = heap("a \"pump\"\\\t\n\x7f\xff\xc3\xa9"),
		.from_name = heap("Claire"),
		.date_s = 1793491200,
		.is_internal = true,
	};
	struct view_posts posts = { &post, 1 };
	struct view_posts none = { NULL, 0 };
	auto_buf struct buf buf = BUF_INIT(10000);

	hits_add_json(&buf, &posts);
	tap_is_string(buf_string(&buf),
	    "[\n{\"name\":\"abcdefghijklmnopqrstuvwxyz\","
	    "\"message_id\":\"1@example.com\","
	    "\"date\":\"2026-11-01T00:00:00Z\",\"from\":\"Claire\","
	    "\"subject\":\"a \\\"pump\\\"\\\\\\u0009\\u000a\\u007f"
	    "\xef\xbf\xbd\xc3\xa9\",\"list\":\"acme\",\"inside\":true}\n]\n",
	    "JSON");
	buf_clear(&buf);
	hits_add_json(&buf, &none);
	tap_is_string(buf_string(&buf), "[]\n", "JSON of nothing");
	buf_clear(&buf);
	hits_add_lines(&buf, &posts);
	tap_is_string(buf_string(&buf),
	    "abcdefghijklmnopqrstuvwxyz\t2026-11-01\tClaire\t"
	    "a \"pump\"\\   \xff\xc3\xa9\tacme\tinside\n",
	    "lines");
	buf_clear(&buf);
	hits_add_table(&buf, &posts, 80);
	tap_is_string(buf_string(&buf),
	    "2026-11-01 Claire               a \"pump\"\\\xc3\xa9"
	    "                   acme         inside\n"
	    "           abcdefghijklmnopqrstuvwxyz\n",
	    "a table of 80 columns");
	free(post.msgid);
	free(post.list);
	free(post.subject);
	free(post.from_name);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		auto_buf struct buf buf = BUF_INIT(1000);

		columns_add(&buf, cells[i].text, cells[i].n);
		tap_is_string(buf_string(&buf), cells[i].want,
		    "\"%s\" in %zu columns", cells[i].text, cells[i].n);
	}
	check_forms();
	return tap_done();
}
