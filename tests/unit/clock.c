/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/clock.h"

#include <sys/wait.h>
#include <time.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	int64_t time_s;
	const char *rfc5322, *iso8601;
} dates[] = {
	{ 0, "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z" },
	{ -1, "Wed, 31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59Z" },
	{ 951782400, "Tue, 29 Feb 2000 00:00:00 +0000",
	    "2000-02-29T00:00:00Z" },
	{ 951868800, "Wed, 01 Mar 2000 00:00:00 +0000",
	    "2000-03-01T00:00:00Z" },
	{ 1795432740, "Mon, 23 Nov 2026 11:19:00 +0000",
	    "2026-11-23T11:19:00Z" },
	{ 2147483648, "Tue, 19 Jan 2038 03:14:08 +0000",
	    "2038-01-19T03:14:08Z" },
	{ 4107542399, "Sun, 28 Feb 2100 23:59:59 +0000",
	    "2100-02-28T23:59:59Z" },
	{ 4107542400, "Mon, 01 Mar 2100 00:00:00 +0000",
	    "2100-03-01T00:00:00Z" },
	{ 253402300799, "Fri, 31 Dec 9999 23:59:59 +0000",
	    "9999-12-31T23:59:59Z" },
	{ -62167219200, "Sat, 01 Jan 0000 00:00:00 +0000",
	    "0000-01-01T00:00:00Z" },
	{ INT64_MAX, "Fri, 31 Dec 9999 23:59:59 +0000",
	    "9999-12-31T23:59:59Z" },
	{ INT64_MIN, "Sat, 01 Jan 0000 00:00:00 +0000",
	    "0000-01-01T00:00:00Z" },
};

/* The C library's calendar is the oracle, here only. */
static void
check_against_oracle(void)
{
	int n_wrong = 0;

	for (int64_t s = -62167219200; s < 253402300799; s += 86399LL * 13) {
		char got[CLOCK_DATE_BYTES], want[CLOCK_DATE_BYTES + 20];
		time_t t = s;
		struct tm tm;

		localtime_r(&t, &tm); /* TZ is UTC (tests/env) */
		snprintf(want, sizeof(want), "%04d-%02d-%02dT%02d:%02d:%02dZ",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		    tm.tm_min, tm.tm_sec);
		clock_iso8601(s, got);
		if (strcmp(got, want) != 0 && n_wrong++ == 0)
			tap_note("%s, want %s", got, want);
	}
	tap_is_int(n_wrong, 0, "ten thousand years agree with the C library");
}

static void
pin(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	if (file_replace(path, text, strlen(text), 0600, &err) != RC_OK)
		tap_note("%s", err.text);
}

static bool
dies(void)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		fclose(stderr);
		(void)clock_now_s();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void
check_pin(void)
{
	auto_free char *path = file_join(tap_scratch(), "clock");

	pin(path, "1795432740\n");
	setenv("TRESTLE_CLOCK", path, 1);
	tap_is_int(clock_now_s(), 1795432740, "pinned");
	pin(path, "1795432741\nwhat follows is not read\n");
	tap_is_int(clock_now_s(), 1795432741, "read anew at each call");
	pin(path, "soon\n");
	tap_ok(dies(), "a pin that is no number is a bug");
	unlink(path);
	tap_ok(dies(), "a pin without its file is a bug");
	unsetenv("TRESTLE_CLOCK");
}

int
main(void)
{
	int64_t before = clock_monotonic_ms();

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		char got[CLOCK_DATE_BYTES];

		clock_rfc5322(dates[i].time_s, got);
		tap_is_string(got, dates[i].rfc5322, "RFC 5322");
		clock_iso8601(dates[i].time_s, got);
		tap_is_string(got, dates[i].iso8601, "ISO 8601");
	}
	check_against_oracle();
	check_pin();
	tap_ok(clock_now_s() >= 1700000000, "the real time");
	tap_is_int(clock_arrival_ns() / 1000000000 / 10, clock_now_s() / 10,
	    "nanoseconds of the same");
	tap_ok(clock_monotonic_ms() >= before, "monotonic");
	return tap_done();
}
