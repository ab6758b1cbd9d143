/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/subject.h"

#include "tests/tap.h"

static const struct {
	const char *subject;
	const char *want;
	bool is_reply;
} rows[] = {
	{ "Pump delivery", "pump delivery", false },
	{ "Re: Pump delivery", "pump delivery", true },
	{ "RE: re: Pump   delivery ", "pump delivery", true },
	{ "Re[2]: Pump delivery", "pump delivery", true },
	{ "Re(3): Pump delivery", "pump delivery", true },
	{ "Re^4: Pump delivery", "pump delivery", true },
	{ "RE : Pump delivery", "pump delivery", true },
	{ "RE\xc2\xa0: Pump delivery", "pump delivery", true },
	{ "R\xc3\xa9p : Livraison pompe", "livraison pompe", true },
	{ "AW: Pump delivery", "pump delivery", true },
	{ "Antw: Pump delivery", "pump delivery", true },
	{ "SV: Pump delivery", "pump delivery", true },
	{ "Re\xef\xbc\x9a Pump delivery", "pump delivery", true },
	{ "[acme] Re: Pump delivery", "pump delivery", true },
	{ "Re: [acme] Pump delivery", "pump delivery", true },
	{ "Fwd: Pump delivery", "pump delivery", false },
	{ "TR: Pump delivery", "pump delivery", false },
	{ "Fwd: Re: Pump delivery", "pump delivery", true },
	{ "Re: pump", "", true },
	{ "Re:", "", true },
	{ "", "", false },
	{ "Regarding the pump", "regarding the pump", false },
	{ "Reply: the pump", "reply: the pump", false },
	{ "\xc3\x89t\xc3\xa9 \xc3\xa0 Lyon", "\xc3\x89t\xc3\xa9 \xc3\xa0 lyon",
	    false },
};

int
main(void)
{
	auto_subjects struct subjects *subjects = NULL;
	struct err err = ERR_INIT;

	if (!tap_is_int(subjects_new(&subjects, &err), RC_OK, "compiles"))
		return tap_done();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool is_reply = !rows[i].is_reply;
		char *key = subject_key(subjects, rows[i].subject, &is_reply);

		tap_is_string(
		    key, rows[i].want, "key of \"%s\"", rows[i].subject);
		tap_is_int(is_reply, rows[i].is_reply, "reply? \"%s\"",
		    rows[i].subject);
		free(key);
	}
	return tap_done();
}
