/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/question.h"

#include <string.h>

#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name;
	const char *words;
	bool want;
} rows[] = {
	{ "thanks", "Thanks.", true },
	{ "thank you, signed", "Thank you very much!\n\nClaire\n", true },
	{ "merci",
	    "Fichiers reçus et importés, tous les accents y sont.\n\n"
	    "Merci à toute l'équipe : nous serons prêts jeudi.\n\nClaire\n",
	    true },
	{ "in capitals", "THANK YOU", true },
	{ "with the question quoted",
	    "Thanks!\n\nOn Monday Alice wrote:\n> Does it fit?\n", true },

	{ "nothing", "", false },
	{ "no thanks in it", "It works now.", false },
	{ "part of a word", "Thanksgiving is on Thursday.", false },
	{ "a question behind it", "Thanks.  Does it need a new seal?", false },
	{ "a wish", "Thank you.  Please send the contract by Monday.", false },
	{ "a wish in French", "Merci, veuillez nous envoyer le contrat.",
	    false },
	{ "it did not help", "Thanks, but it fails again.", false },
	{ "it did not help, in French", "Merci, cela ne marche toujours pas.",
	    false },
	{ "many words",
	    "Thanks.  We have looked at the valve for a while and found three "
	    "scratches on the inner side of the ring, two on the outer one, "
	    "and a leak.",
	    false },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].words);
		auto_free char *exact = mem_dup_bytes(rows[i].words, n);

		tap_is_int(
		    only_thanks(exact, n), rows[i].want, "%s", rows[i].name);
	}
	return tap_done();
}
