/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each line of a text gets a letter: w own words, q quoted, a attribution,
 * s signature, - blank own line.
 */
#include "lib/mail/own.h"

#include "tests/tap.h"

static const struct {
	const char *name;
	const char *text;
	const char *want;
} rows[] = {
	{ "nothing", "", "" },
	{ "own words", "one\ntwo\n", "ww" },
	{ "no line end", "one", "w" },
	{ "a reply below",
	    "On Monday, Bob <bob@b.example> wrote:\n> one\n>> two\n\nthree\n",
	    "aqq-w" },
	{ "a reply above", "three\n\nOn Monday Bob wrote:\n> one\n", "w-aq" },
	{ "a reply between", "Bob wrote:\n> one\ntwo\n> three\nfour\n",
	    "aqwqw" },
	{ "an attribution in two lines",
	    "On Mon, Nov 23, 2026 at 11:19 AM Bob Long <bob@b.example>\n"
	    "wrote:\n> one\n",
	    "aaq" },
	{ "an attribution in three lines",
	    "On Mon, Nov 23, 2026 at 11:19 AM\nBob Long\n"
	    "<bob@b.example> wrote:\n\n> one\n",
	    "aaa-q" },
	{ "French",
	    "Le 23/11/2026 \xc3\xa0 11:19, Bob a \xc3\xa9"
	    "crit\xc2\xa0:\n> un\n\ndeux\n",
	    "aq-w" },
	{ "French in two lines",
	    "Le lun. 23 nov. 2026 \xc3\xa0 11:19, Bob Long <bob@b.example>\n"
	    "a \xc3\xa9"
	    "crit :\n> un\n",
	    "aaq" },
	{ "a sentence that begins like one", "On Monday we met.\nGood.\n",
	    "ww" },
	{ "a sentence that ends like one", "This is what I saw:\nthree\n",
	    "ww" },
	{ "Outlook",
	    "yes\n\nFrom: Bob\nSent: Monday\nTo: Alice\nSubject: x\n\none\n"
	    "two\n",
	    "w-aaaa-qq" },
	{ "Outlook with a rule",
	    "yes\n________________________________\nFrom: Bob\nDate: Monday\n"
	    "Subject: x\none\n",
	    "waaaaq" },
	{ "Outlook in French",
	    "oui\n\nDe : Bob\nEnvoy\xc3\xa9 : lundi\n\xc3\x80 : Alice\n"
	    "Objet : x\n\nun\n",
	    "w-aaaa-q" },
	{ "Outlook in French, no-break spaces",
	    "oui\nDe\xc2\xa0: Bob\nEnvoy\xc3\xa9\xc2\xa0: lundi\n"
	    "Objet\xc2\xa0: x\nun\n",
	    "waaaq" },
	{ "original message",
	    "yes\n-----Original Message-----\nFrom: Bob\nSent: Monday\n"
	    "Subject: x\n\none\n",
	    "waaaa-q" },
	{ "message d'origine", "oui\n-----Message d'origine-----\nun\n",
	    "waq" },
	{ "a field alone is no block", "From: what I know\nit is so\n", "ww" },
	{ "signature", "one\n-- \nAlice\nExample Ltd\n", "wsss" },
	{ "signature without its space", "one\n--\nAlice\n", "wss" },
	{ "signature, then a quotation",
	    "one\n-- \nAlice\n\nOn Monday Bob wrote:\n> two\n", "wsssaq" },
	{ "a dash is none", "- one\n-- two\n---\n", "www" },
	{ "telephone", "one\n\nSent from my phone\n", "w-s" },
	{ "French telephone",
	    "un\n\nEnvoy\xc3\xa9 de mon t\xc3\xa9l\xc3\xa9phone\n", "w-s" },
	{ "a list's footer",
	    "one\n_______________________________________________\n"
	    "foo mailing list\nhttps://foo.example/\n",
	    "wsss" },
	{ "bars", "| one\ntwo\n", "qw" },
	{ "a bar in a table is text", "a | b\n", "w" },
	{ "an arrow far in is text", "        > one\n", "w" },
};

static char
letter(const struct own_line *line)
{
	if (line->kind == OWN_WORDS)
		return line->n == 0 ? '-' : 'w';
	if (line->kind == OWN_QUOTED)
		return line->n == 0 && line->depth == 0 ? '-' : 'q';
	return line->kind == OWN_ATTRIBUTION ? 'a' : 's';
}

static void
test_kinds(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_own struct own *own =
		    own_new(rows[i].text, strlen(rows[i].text));
		auto_buf struct buf got = BUF_INIT(100);
		struct own_line line;

		while (own_next(own, &line))
			buf_putc(&got, letter(&line));
		tap_is_string(
		    buf_string(&got), rows[i].want, "%s", rows[i].name);
	}
}

static void
test_depth(void)
{
	static const char text[] = "> > one\n>>> two\n>three\n";
	auto_own struct own *own = own_new(text, strlen(text));
	struct own_line line;

	tap_ok(own_next(own, &line) && line.depth == 2, "two deep");
	tap_is_bytes(line.text, line.n, "one", 3, "its text");
	tap_ok(own_next(own, &line) && line.depth == 3, "three deep");
	tap_is_bytes(line.text, line.n, "two", 3, "its text");
	tap_ok(own_next(own, &line) && line.depth == 1, "one deep");
	tap_is_bytes(line.text, line.n, "three", 5, "its text");
	tap_ok(!own_next(own, &line), "the end");
}

static void
test_split(void)
{
	static const char text[] = "mine\n> his\nmine too\n-- \nme\n";
	auto_buf struct buf words = BUF_INIT(1000);
	auto_buf struct buf rest = BUF_INIT(1000);

	own_split(text, strlen(text), &words, &rest);
	tap_is_string(buf_string(&words), "mine\nmine too\n", "own words");
	tap_is_string(buf_string(&rest), "his\n-- \nme\n", "the rest");
}

static const struct {
	const char *name;
	const char *text;
	size_t max_bytes;
	const char *want;
} openings[] = {
	{ "none", "> only quoted\n", 80, "" },
	{ "a paragraph", "One two\nthree.\n\nFour.\n", 80, "One two three." },
	{ "behind a greeting", "Hello Bob,\n\nIt works.\n", 80, "It works." },
	{ "behind a French greeting", "Bonjour,\n\nCela marche.\n", 80,
	    "Cela marche." },
	{ "a greeting that goes on", "Hello Bob, it works.\nYes.\n", 80,
	    "Hello Bob, it works. Yes." },
	{ "behind a quotation", "Bob wrote:\n> one\n\nTwo.\n", 80, "Two." },
	{ "cut behind a word", "One two three four five six", 20,
	    "One two three \xe2\x80\xa6" },
	{ "blanks", "  One \t two \n", 80, "One two" },
};

static void
test_openings(void)
{
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		char *got = own_opening(openings[i].text,
		    strlen(openings[i].text), openings[i].max_bytes);

		tap_is_string(
		    got, openings[i].want, "opening: %s", openings[i].name);
		free(got);
	}
}

int
main(void)
{
	test_kinds();
	test_depth();
	test_split();
	test_openings();
	return tap_done();
}
