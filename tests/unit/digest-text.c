/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever is new, the text has 80 lines at most, says what it left out, and
 * the HTML shows the same.
 */
#include "digest/text.h"

#include <string.h>

#include "digest/mail.h"
#include "digest/page.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name;
	size_t n_waiting, n_talk;
	size_t want_waiting, want_talk; /* shown */
	const char *want; /* in the text */
} rows[] = {
	{ "one conversation", 0, 1, 0, 1, "\nConversations: 1\n\n* talk 0\n" },
	{ "one question", 1, 0, 1, 0,
	    "\nWaiting for an answer: 1\n\n* waiting 0\n" },
	{ "all fits", 4, 5, 4, 5, "* talk 4\n" },
	{ "too many conversations", 0, 100, 0, 13,
	    "\n... and 87 more conversations.\n" },
	{ "one too many", 0, 14, 0, 13, "\n... and 1 more conversation.\n" },
	{ "too many questions", 100, 0, 11, 0,
	    "\n... and 89 more questions.\n" },
	{ "too many of both", 100, 100, 6, 5,
	    "\n... and 94 more questions.\n" },
	{ "few conversations leave room", 100, 1, 10, 1,
	    "\n... and 90 more questions.\n" },
};

static void
add_items(struct section *section, const char *what, size_t n, bool waits)
{
	for (size_t i = 0; i < n; i++) {
		struct item *item = section_add(section);

		item->title = mem_format("%s %zu", what, i);
		if (waits)
			item->asked = mem_dup("Claire wrote.");
		item->opening = mem_dup("<b>&amp; who?");
		item->news = mem_dup("2 new posts.");
		item->url = mem_format("https://x.example/%s/%zu", what, i);
	}
}

static void
fill(struct digest *digest, size_t n_waiting, size_t n_talk)
{
	*digest = (struct digest){
		.title = mem_dup("acme digest"),
		.purpose = mem_dup("We ship."),
		.period = mem_dup("New from then to now."),
		.subject = mem_dup("acme digest"),
		.closing = mem_dup("An answer goes to all."),
		.url = mem_dup("https://x.example/"),
		.waiting = { .heading = "Waiting for an answer",
		    .what = "question" },
		.talk = { .heading = "Conversations", .what = "conversation" },
	};
	add_items(&digest->waiting, "waiting", n_waiting, true);
	add_items(&digest->talk, "talk", n_talk, false);
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what)) != NULL) {
		n++;
		text++;
	}
	return n;
}

static void
test_fit(size_t i)
{
	const char *name = rows[i].name;
	auto_digest struct digest digest = { .title = NULL };
	auto_buf struct buf text = BUF_INIT(TEXT_BYTES);
	auto_free char *page = NULL;

	fill(&digest, rows[i].n_waiting, rows[i].n_talk);
	text_fit(&digest);
	text_write(&digest, &text);
	page = page_write(&digest);
	tap_is_int((intmax_t)digest.waiting.n_shown,
	    (intmax_t)rows[i].want_waiting, "%s: questions shown", name);
	tap_is_int((intmax_t)digest.talk.n_shown, (intmax_t)rows[i].want_talk,
	    "%s: conversations shown", name);
	tap_ok(count(buf_string(&text), "\n") <= TEXT_LINES, "%s: not too long",
	    name);
	tap_has(buf_string(&text), rows[i].want, "%s: what it says", name);
	tap_is_int((intmax_t)count(page, "<h3"),
	    (intmax_t)(rows[i].want_waiting + rows[i].want_talk),
	    "%s: the same in HTML", name);
	tap_is_int((intmax_t)count(page, "... and"),
	    (intmax_t)count(buf_string(&text), "... and"),
	    "%s: the same is left out", name);
}

/* Nothing of a mail is markup, and nothing is fetched. */
static void
test_page(void)
{
	static const char *const never[] = { "<b>", "src=", "<img", "<link",
		"<style", "<script", "url(", "class=", NULL };
	auto_digest struct digest digest = { .title = NULL };
	auto_free char *page = NULL;

	fill(&digest, 1, 1);
	text_fit(&digest);
	page = page_write(&digest);
	tap_has(page, "&lt;b&gt;&amp;amp; who?", "a text is a text");
	tap_has(page, "content=\"light dark\"", "light and dark");
	for (size_t i = 0; never[i] != NULL; i++)
		tap_ok(strstr(page, never[i]) == NULL, "no %s", never[i]);
}

/* Two parts, and none of the header fields that are the list's to write. */
static void
test_mail(void)
{
	static const char *const never[] = {
		"From:", "To:", "Reply-To:", "Date:", "Message-ID:", NULL
	};
	auto_digest struct digest digest = { .title = NULL };
	auto_buf struct buf mail = BUF_INIT(MAIL_BYTES);
	struct err err = ERR_INIT;

	fill(&digest, 1, 1);
	text_fit(&digest);
	tap_is_int(mail_write(&digest, &mail, &err), RC_OK, "a mail");
	tap_is_int((intmax_t)count(buf_string(&mail), "\n--=_trestle-digest\n"),
	    2, "of two parts");
	tap_is_int(
	    (intmax_t)count(buf_string(&mail), "\n--=_trestle-digest--\n"), 1,
	    "and an end");
	for (size_t i = 0; never[i] != NULL; i++)
		tap_ok(strstr(buf_string(&mail), never[i]) == NULL, "no %s",
		    never[i]);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		test_fit(i);
	test_page();
	test_mail();
	return tap_done();
}
