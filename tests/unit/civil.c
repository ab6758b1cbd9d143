/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/civil.h"

#include "archiver/from-line.h"
#include "lib/base/clock.h"
#include "tests/tap.h"

static const struct {
	const char *text;
	const char *want; /* NULL: it is no date */
} dates[] = {
	{ "1970-01-01", "1970-01-01T00:00:00Z" },
	{ "2026-11-23", "2026-11-23T00:00:00Z" },
	{ "2026-11", "2026-11-01T00:00:00Z" },
	{ "2026", "2026-01-01T00:00:00Z" },
	{ "2024-02-29", "2024-02-29T00:00:00Z" },
	{ "2000-02-29", "2000-02-29T00:00:00Z" },
	{ "2024-12-31", "2024-12-31T00:00:00Z" },
	{ "0001-01-01", "0001-01-01T00:00:00Z" },
	{ "9999-12-31", "9999-12-31T00:00:00Z" },
	{ "1900-02-29", NULL },
	{ "2023-02-29", NULL },
	{ "2026-11-31", NULL },
	{ "2026-13-01", NULL },
	{ "2026-00-01", NULL },
	{ "2026-01-00", NULL },
	{ "0000-01-01", NULL },
	{ "26-11-23", NULL },
	{ "2026-1-2", NULL },
	{ "2026-11-", NULL },
	{ "2026-", NULL },
	{ "2026-11-23 ", NULL },
	{ "2026-11-23T00:00", NULL },
	{ "yesterday", NULL },
	{ "", NULL },
};

static const struct {
	const char *line;
	const char *want; /* NULL: it is no From_ line */
} lines[] = {
	{ "From claire@client.example Mon Jun  3 16:20:49 2019",
	    "2019-06-03T16:20:49Z" },
	{ "From - Mon Jun 13 16:20:49 2019", "2019-06-13T16:20:49Z" },
	{ "From claire at client.example  Fri May  3 10:00:00 2019",
	    "2019-05-03T10:00:00Z" },
	{ "From claire@client.example Mon Jun  3 16:20 2019",
	    "2019-06-03T16:20:00Z" },
	{ "From 1@xxx Mon Jun 03 16:20:49 +0000 2019", "2019-06-03T16:20:49Z" },
	{ "From claire@client.example Mon Jun  3 16:20:49 2019 +0200",
	    "2019-06-03T16:20:49Z" },
	{ "From MAILER-DAEMON Sat Dec 31 23:59:60 2016",
	    "2016-12-31T23:59:59Z" },
	{ "From mboxrd@z Thu Jan  1 00:00:00 1970", "1970-01-01T00:00:00Z" },
	{ "From there on it went well.", NULL },
	{ "From May 2019 on at 10:00:00 it went well", NULL },
	{ "From x Mon Jun 31 16:20:49 2019", NULL },
	{ "From x Mon Jun  3 24:20:49 2019", NULL },
	{ "From x Mon Jun  3 16:20:49", NULL },
	{ "From x Mon jun  3 16:20:49 2019", NULL },
	{ ">From x Mon Jun  3 16:20:49 2019", NULL },
	{ "From: x Mon Jun  3 16:20:49 2019", NULL },
	{ "from x Mon Jun  3 16:20:49 2019", NULL },
	{ "From ", NULL },
	{ "From", NULL },
	{ "", NULL },
};

static void
check(bool is_good, int64_t got_s, const char *want, const char *text)
{
	char got[CLOCK_DATE_BYTES] = "";

	tap_ok(is_good == (want != NULL), "is \"%s\" one?", text);
	if (!is_good || want == NULL)
		return;
	clock_iso8601(got_s, got);
	tap_is_string(got, want, "\"%s\"", text);
}

static void
check_quotes(const char *line, size_t want, bool want_from)
{
	bool is_from = !want_from;

	tap_is_int((long long)from_line_quotes(line, strlen(line), &is_from),
	    (long long)want, "quotes of \"%s\"", line);
	tap_is_int(is_from, want_from, "From? \"%s\"", line);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		int64_t s = 0;
		bool is_good = civil_parse(dates[i].text, &s);

		check(is_good, s, dates[i].want, dates[i].text);
	}
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		int64_t s = 0;
		bool is_good =
		    from_line_parse(lines[i].line, strlen(lines[i].line), &s);

		check(is_good, s, lines[i].want, lines[i].line);
	}
	check_quotes("From x", 0, true);
	check_quotes(">From x", 1, true);
	check_quotes(">>>From ", 3, true);
	check_quotes(">From", 0, false);
	check_quotes("> From x", 0, false);
	check_quotes(">>>", 0, false);
	check_quotes("", 0, false);
	return tap_done();
}
