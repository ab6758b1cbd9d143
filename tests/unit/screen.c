/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/screen.h"

#include "tests/tap.h"

static const struct {
	const char *name;
	const char *sender;
	const char *auto_submitted;
	const char *precedence;
	bool is_report;
	bool has_auto_reply_field;
	const char *want;
} automatic[] = {
	{ "a person", "a@b", "", "", false, false, NULL },
	{ "a person who says so", "a@b", "no", "", false, false, NULL },
	{ "by another list", "a@b", "", "list", false, false, NULL },
	{ "an announcement", "a@b", "", "bulk", false, false, NULL },
	{ "null sender", "", "", "", false, false, "automatic: null sender" },
	{ "vacation", "a@b", "auto-replied", "", false, false,
	    "automatic: Auto-Submitted" },
	{ "cron", "a@b", "auto-generated", "", false, false,
	    "automatic: Auto-Submitted" },
	{ "unknown keyword", "a@b", "auto-x", "", false, false,
	    "automatic: Auto-Submitted" },
	{ "a report", "a@b", "", "", true, false, "automatic: report" },
	{ "X-Autoreply", "a@b", "", "", false, true, "automatic: auto-reply" },
	{ "old precedence", "a@b", "", "auto_reply", false, false,
	    "automatic: auto-reply" },
};

static void
test_automatic(void)
{
	for (size_t i = 0; i < sizeof(automatic) / sizeof(automatic[0]); i++) {
		char *auto_submitted = strdup(automatic[i].auto_submitted);
		char *precedence = strdup(automatic[i].precedence);
		struct facts facts = {
			.auto_submitted = auto_submitted,
			.precedence = precedence,
			.is_report = automatic[i].is_report,
			.has_auto_reply_field =
			    automatic[i].has_auto_reply_field,
		};

		tap_is_string(screen_automatic(&facts, automatic[i].sender),
		    automatic[i].want, "%s", automatic[i].name);
		free(auto_submitted);
		free(precedence);
	}
}

static void
test_loop(void)
{
	struct facts facts = { .n_received = SCREEN_MAX_RECEIVED };

	tap_is_string(screen_loop(&facts, "acme.lists.example.com"), NULL,
	    "as many hops as are allowed");
	facts.n_received++;
	tap_is_string(screen_loop(&facts, "acme.lists.example.com"),
	    "loop: hops", "one hop more");
	facts.n_received = 3;
	strv_add(&facts.list_ids, "other.lists.example.com");
	tap_is_string(screen_loop(&facts, "acme.lists.example.com"), NULL,
	    "another list's id");
	strv_add(&facts.list_ids, "Acme.Lists.Example.COM");
	tap_is_string(screen_loop(&facts, "acme.lists.example.com"),
	    "loop: List-Id", "our own id");
	strv_release(&facts.list_ids);
}

int
main(void)
{
	test_automatic();
	test_loop();
	return tap_done();
}
