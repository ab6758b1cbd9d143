/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/match/pattern.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name;
	const char *expression;
	const char *text;
	enum match want;
	size_t want_start, want_end;
} searches[] = {
	{ "found", "b+", "abbc", MATCH_YES, 1, 3 },
	{ "not found", "x", "abbc", MATCH_NO, 0, 0 },
	{ "empty text", "^$", "", MATCH_YES, 0, 0 },
	{ "case does not count", "SECRET", "a secret", MATCH_YES, 2, 8 },
	{ "case of other letters", "\xc3\x89t\xc3\xa9", "\xc3\xa9T\xc3\x89",
	    MATCH_YES, 0, 5 },
	{ "a dot is a character", "^.$", "\xe2\x82\xac", MATCH_YES, 0, 3 },
	{ "invalid UTF-8 harms nothing", "key", "\xff\xfe key \xc3", MATCH_YES,
	    3, 6 },
	{ "invalid UTF-8 is no character", "a.b",
	    "a\xff"
	    "b",
	    MATCH_NO, 0, 0 },
	{ "groups", "(a)(b)(c)", "xabc", MATCH_YES, 1, 4 },
	{ "look behind", "(?<=x)y", "xy", MATCH_YES, 1, 2 },
};

static void
check_search(size_t i)
{
	auto_pattern struct pattern *pattern = NULL;
	struct err err = ERR_INIT;
	size_t start = 0, end = 0;
	enum rc rc = pattern_new(searches[i].expression, &pattern, &err);
	enum match got;

	if (!tap_is_int(rc, RC_OK, "%s: compiles", searches[i].name))
		return;
	got = pattern_search(
	    pattern, searches[i].text, strlen(searches[i].text), &start, &end);
	tap_is_int(got, searches[i].want, "%s", searches[i].name);
	tap_ok(start == searches[i].want_start && end == searches[i].want_end,
	    "%s: %zu to %zu", searches[i].name, start, end);
}

/* What runs away is a limit, soon, and never "no match". */
static void
check_runaways(void)
{
	static const char *const rows[] = { "(a+)+$", "^(\\w+\\s?)*$",
		"(a|aa)+$" };
	char text[5001];

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 2] = '!';
	text[sizeof(text) - 1] = '\0';
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_pattern struct pattern *pattern = NULL;
		struct err err = ERR_INIT;
		const int64_t start_ms = clock_monotonic_ms();
		enum match got;

		if (pattern_new(rows[i], &pattern, &err) != RC_OK) {
			tap_ok(false, "%s: %s", rows[i], err.text);
			continue;
		}
		got = pattern_search(pattern, text, strlen(text), NULL, NULL);
		tap_is_int(got, MATCH_LIMIT, "%s", rows[i]);
		tap_ok(clock_monotonic_ms() - start_ms < 2000, "%s: soon",
		    rows[i]);
	}
}

static void
check_length(void)
{
	const size_t n = 256 * 1024;
	auto_free char *text = mem_alloc(n + 10);
	auto_pattern struct pattern *pattern = NULL;
	struct err err = ERR_INIT;

	memset(text, '.', n + 10);
	tap_is_int(pattern_new("needle", &pattern, &err), RC_OK, "compiles");
	tap_is_int(pattern_search(pattern, text, n, NULL, NULL), MATCH_NO,
	    "256 kB without it");
	tap_is_int(pattern_search(pattern, text, n + 1, NULL, NULL),
	    MATCH_LIMIT, "one byte more");
	memcpy(text + n, "needle", 6);
	tap_is_int(pattern_search(pattern, text, n + 6, NULL, NULL),
	    MATCH_LIMIT, "it stands behind the limit");
	memcpy(text + n - 6, "needle", 6);
	tap_is_int(pattern_search(pattern, text, n + 6, NULL, NULL), MATCH_YES,
	    "it stands before the limit");
}

static void
check_refused(void)
{
	char many[51 * 3 + 1] = "", some[50 * 3 + 1] = "";
	char long_one[1002];
	const struct {
		const char *name;
		const char *expression;
		const char *want; /* in the sentence, NULL: it is fine */
	} rows[] = {
		{ "not closed", "a(b", "at character 4" },
		{ "\\C", "a\\Cb", "\\C" },
		{ "invalid UTF-8", "\xff", "UTF-8" },
		{ "51 groups", many, "51 groups" },
		{ "50 groups", some, NULL },
		{ "1001 bytes", long_one, "1000" },
		{ "1000 bytes", long_one + 1, NULL },
		{ "empty", "", NULL },
	};

	for (size_t i = 0; i < 51; i++)
		memcpy(many + i * 3, "(a)", 3);
	memcpy(some, many, 50 * 3);
	memset(long_one, 'a', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = '\0';
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_pattern struct pattern *pattern = NULL;
		struct err err = ERR_INIT;
		enum rc rc = pattern_new(rows[i].expression, &pattern, &err);

		tap_is_int(rc, rows[i].want == NULL ? RC_OK : RC_PERM, "%s",
		    rows[i].name);
		if (rows[i].want != NULL)
			tap_has(err.text, rows[i].want, "%s: says why",
			    rows[i].name);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++)
		check_search(i);
	check_runaways();
	check_length();
	check_refused();
	return tap_done();
}
