/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/answer.h"

#include "tests/tap.h"

static const struct {
	const char *name;
	const char *text;
	enum answer want;
} rows[] = {
	{ "the bare word", "accept", ANSWER_ACCEPT },
	{ "with a line end", "accept\n", ANSWER_ACCEPT },
	{ "capital", "Yes\n", ANSWER_YES },
	{ "full stop", "No.\n", ANSWER_NO },
	{ "exclamation mark", "YES!\n", ANSWER_YES },
	{ "French", "oui\n", ANSWER_YES },
	{ "French no", "Non\n", ANSWER_NO },
	{ "French accept", "accepter\n", ANSWER_ACCEPT },
	{ "French reject", "refuser\n", ANSWER_REJECT },
	{ "French discard", "jeter\n", ANSWER_DISCARD },
	{ "blank lines before", "\n \n\t\ndiscard\n", ANSWER_DISCARD },
	{ "blanks around", "  reject \t\n", ANSWER_REJECT },
	{ "no-break space behind", "oui\xc2\xa0!\n", ANSWER_YES },
	{ "CRLF", "yes\r\n", ANSWER_YES },
	{ "a signature below", "yes\n-- \nAlice\n", ANSWER_YES },
	{ "text below", "reject\nnot our subject\n", ANSWER_REJECT },
	{ "quotation below",
	    "accept\n\nOn Monday acme wrote:\n> reply with one word\n",
	    ANSWER_ACCEPT },
	{ "quotation above",
	    "On Monday acme wrote:\n> accept it is sent\n\ndiscard\n",
	    ANSWER_DISCARD },
	{ "French attribution above",
	    "Le lundi 23 novembre, acme a \xc3\xa9"
	    "crit :\n> accept\n\noui\n",
	    ANSWER_YES },
	{ "only a quotation", "> yes\n", ANSWER_UNCLEAR },
	{ "quotation in a quotation", ">> yes\n> no\n", ANSWER_UNCLEAR },
	{ "yes but", "yes but not to David\n", ANSWER_UNCLEAR },
	{ "yes, please", "yes, please\n", ANSWER_UNCLEAR },
	{ "not yes", "not yes\n", ANSWER_UNCLEAR },
	{ "the word later", "Hello,\nyes\n", ANSWER_UNCLEAR },
	{ "a longer word", "yesterday\n", ANSWER_UNCLEAR },
	{ "a shorter word", "ye\n", ANSWER_UNCLEAR },
	{ "a question", "yes?\n", ANSWER_UNCLEAR },
	{ "quoted word", "\"yes\"\n", ANSWER_UNCLEAR },
	{ "nothing", "", ANSWER_UNCLEAR },
	{ "blanks", " \n\n", ANSWER_UNCLEAR },
	{ "marks alone", "...\n", ANSWER_UNCLEAR },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_is_int(answer_read(rows[i].text), rows[i].want, "%s",
		    rows[i].name);
	return tap_done();
}
