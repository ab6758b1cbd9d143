/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/net/submit-replies.h"

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"
#include "tests/tap.h"

/* A dialogue: lines behind ">" went out, the others came in.  want: for each
 * recipient k (taken), t (later) or p (never); "-" when nothing is known. */
#define HELLO "220 mx\n>EHLO x\n250-mx\n250 SIZE\n"
#define MAIL ">MAIL FROM:<s@x>\n250 ok\n"
#define RCPT ">RCPT TO:<r@x>\n"
#define DATA ">DATA\n354 go\n"

static const struct {
	const char *name;
	size_t n_recipients;
	const char *dialogue;
	const char *want;
	const char *want_reply; /* of the first who did not get it, or NULL */
} rows[] = {
	{ "one, taken", 1, HELLO MAIL RCPT "250 ok\n" DATA "250 ok\n", "k",
	    NULL },
	{ "a kept connection", 1, MAIL RCPT "250 ok\n" DATA "250 ok\n", "k",
	    NULL },
	{ "251 is taken", 1, MAIL RCPT "251 moved\n" DATA "250 ok\n", "k",
	    NULL },
	{ "three, the second never", 3,
	    MAIL RCPT "250 ok\n" RCPT "550 5.1.1 no\n" RCPT "250 ok\n" DATA
		      "250 ok\n",
	    "kpk", "550 5.1.1 no" },
	{ "three, the first later, the last never", 3,
	    MAIL RCPT "450 busy\n" RCPT "250 ok\n" RCPT "553 no\n" DATA
		      "250 ok\n",
	    "tkp", "450 busy" },
	{ "all refused: no DATA", 2,
	    MAIL RCPT "550 no\n" RCPT "450 busy\n>QUIT\n221 bye\n", "pt",
	    "550 no" },
	{ "552 to RCPT is too many: later", 2,
	    MAIL RCPT "250 ok\n" RCPT "552 too many\n" DATA "250 ok\n", "kt",
	    "552 too many" },
	{ "not all have an answer", 2, MAIL RCPT "250 ok\n", "-", NULL },
	{ "MAIL refused is for all", 2, ">MAIL FROM:<s@x>\n552 too big\n", "pp",
	    "552 too big" },
	{ "MAIL deferred is for all", 2, ">MAIL FROM:<s@x>\n452 full\n", "tt",
	    "452 full" },
	{ "DATA refused keeps the single answers", 2,
	    MAIL RCPT "250 ok\n" RCPT "450 busy\n>DATA\n554 no\n", "pt",
	    "554 no" },
	{ "the text refused", 3,
	    MAIL RCPT "250 ok\n" RCPT "450 busy\n" RCPT "250 ok\n" DATA
		      "554 spam\n",
	    "ptp", "554 spam" },
	{ "the text deferred", 2,
	    MAIL RCPT "550 no\n" RCPT "250 ok\n" DATA "451 later\n", "pt",
	    "550 no" },
	{ "a reply of several lines is one", 2,
	    MAIL RCPT "550-5.1.1 no\n550-such\n550 user\n" RCPT
		      "250-o\n250 k\n" DATA "250 ok\n",
	    "pk", "550 5.1.1 no such user" },
	{ "a reply without text", 1, MAIL RCPT "550\n", "p", "550" },
	{ "controls in a reply", 1, MAIL RCPT "550 a\x1b[1m\xc3\xa9\n", "p",
	    "550 a?[1m??" },
	{ "lines that are no reply", 1,
	    MAIL RCPT "hello\n25\n250 ok\n" DATA "x\n250 ok\n", "k", NULL },
	{ "421 to MAIL", 1, ">MAIL FROM:<s@x>\n421 bye\n", "-", NULL },
	{ "421 to RCPT, others had answers", 2,
	    MAIL RCPT "550 no\n" RCPT "421 bye\n", "-", NULL },
	{ "421 to the text", 1, MAIL RCPT "250 ok\n" DATA "421 bye\n", "-",
	    NULL },
	{ "nothing after 421 counts", 1, MAIL RCPT "421 bye\n" DATA "250 ok\n",
	    "-", NULL },
	{ "silence after the text", 1, MAIL RCPT "250 ok\n" DATA, "-", NULL },
	{ "a reply to nothing", 2,
	    MAIL RCPT "250 ok\n250 ok\n" RCPT "250 ok\n" DATA "250 ok\n", "-",
	    NULL },
	{ "two commands, one reply", 2,
	    MAIL RCPT RCPT "250 ok\n250 ok\n" DATA "250 ok\n", "-", NULL },
	{ "more recipients than ours", 1,
	    MAIL RCPT "250 ok\n" RCPT "250 ok\n" DATA "250 ok\n", "-", NULL },
	{ "DATA before the last recipient", 2,
	    MAIL RCPT "250 ok\n" DATA "250 ok\n", "-", NULL },
	{ "DATA answered 250", 1, MAIL RCPT "250 ok\n>DATA\n250 ok\n", "-",
	    NULL },
	{ "RCPT answered 354", 1, MAIL RCPT "354 go\n", "-", NULL },
	{ "the greeting refuses", 1, "554 go away\n", "-", NULL },
	{ "EHLO refused, HELO taken", 1,
	    "220 mx\n>EHLO x\n502 no\n>HELO x\n250 mx\n" MAIL RCPT
	    "250 ok\n" DATA "250 ok\n",
	    "k", NULL },
	{ "small letters, CRLF", 1,
	    ">mail from:<>\r\n250 ok\r\n>rcpt to:<r@x>\r\n550 no\r\n", "p",
	    "550 no" },
};

static void
replay(struct replies *replies, const char *dialogue)
{
	auto_strv struct strv lines = STRV_INIT;

	strv_split(&lines, dialogue, "\n");
	for (size_t i = 0; i < lines.n; i++) {
		const char *line = lines.v[i];

		if (line[0] == '>')
			replies_command(replies, line + 1, strlen(line + 1));
		else
			replies_line(replies, line, strlen(line));
	}
}

static void
check_row(size_t i)
{
	auto_replies struct replies *replies =
	    replies_new(rows[i].n_recipients);
	const char *reply = NULL;
	char got[8] = "-";

	replay(replies, rows[i].dialogue);
	if (replies_are_complete(replies))
		for (size_t k = 0; k < replies->n_recipients; k++) {
			const struct submit_result *r = &replies->results[k];

			got[k] = r->rc == RC_OK ? 'k'
			    : r->rc == RC_TEMP	? 't'
						: 'p';
			if (r->rc != RC_OK && reply == NULL)
				reply = r->reply;
			got[k + 1] = '\0';
		}
	tap_is_string(got, rows[i].want, "%s", rows[i].name);
	tap_is_string(reply, rows[i].want_reply, "%s: the reply", rows[i].name);
}

static void
check_asked(void)
{
	auto_replies struct replies *before = replies_new(1);
	auto_replies struct replies *after = replies_new(1);

	replay(before, MAIL RCPT "250 ok\n>DATA\n421 bye\n");
	tap_ok(!before->text_was_asked, "broken before the text");
	replay(after, MAIL RCPT "250 ok\n" DATA "421 bye\n");
	tap_ok(after->text_was_asked, "broken behind the text");
	tap_is_string(replies_last(after), "421 bye", "the last word");
}

static void
check_long(void)
{
	auto_replies struct replies *replies = replies_new(1);
	char line[1000];

	memset(line, 'x', sizeof(line));
	memcpy(line, "550 ", 4);
	replay(replies, MAIL RCPT);
	replies_line(replies, line, sizeof(line));
	tap_ok(replies_are_complete(replies), "a long reply is a reply");
	tap_is_int((intmax_t)strlen(replies->results[0].reply),
	    (intmax_t)sizeof(replies->results[0].reply) - 1, "and is cut");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
	check_asked();
	check_long();
	return tap_done();
}
