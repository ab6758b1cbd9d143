/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/clock.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"

enum { PIN_MAX_BYTES = 64 };

/* A broken pin is a bug of the test that set it: to go on with the real time
 * would make every result depend on the day. */
static int64_t
pinned_s(const char *path)
{
	auto_buf struct buf text = BUF_INIT(PIN_MAX_BYTES);
	uint64_t seconds = 0;
	enum rc rc = file_load(path, &text, NULL);
	bool is_number;

	assert(rc == RC_OK && text.data != NULL);
	text.data[strcspn(text.data, "\n")] = '\0';
	is_number = ascii_number(text.data, INT64_MAX, &seconds);
	assert(is_number);
	return (int64_t)seconds;
}

int64_t
clock_now_s(void)
{
	const char *pin = getenv("TRESTLE_CLOCK");
	struct timespec now;

	if (pin != NULL)
		return pinned_s(pin);
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t
clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_arrival_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct date {
	int year, month, day, weekday; /* month 1..12, weekday 0 = Sunday */
	int hour, minute, second;
};

static const int64_t first_s = -62167219200; /* 0000-01-01T00:00:00Z */
static const int64_t last_s = 253402300799; /* 9999-12-31T23:59:59Z */

/* The calendar is computed, not asked for: no time zone, no locale.  Years
 * are counted from March, so that the odd day of a leap year comes last, in
 * eras of 400 years, which all have the same number of days. */
static struct date
date_of(int64_t time_s)
{
	enum { DAYS_IN_ERA = 146097, DAYS_TO_1970 = 719468 };
	struct date date;
	int64_t since, days;
	int era, day_of_era, year_of_era, day_of_year, month, second_of_day;

	if (time_s < first_s)
		time_s = first_s;
	if (time_s > last_s)
		time_s = last_s;
	/* From 0000-03-01 minus one era on, so that nothing is negative. */
	since = time_s + (int64_t)(DAYS_TO_1970 + DAYS_IN_ERA) * CLOCK_DAY_S;
	days = since / CLOCK_DAY_S;
	second_of_day = (int)(since % CLOCK_DAY_S);

	era = (int)(days / DAYS_IN_ERA);
	day_of_era = (int)(days % DAYS_IN_ERA);
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			  day_of_era / 146096) /
	    365;
	day_of_year = day_of_era -
	    (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153; /* 0 = March */

	date.day = day_of_year - (153 * month + 2) / 5 + 1;
	date.month = month < 10 ? month + 3 : month - 9;
	date.year = year_of_era + (era - 1) * 400 + (date.month <= 2 ? 1 : 0);
	date.weekday = (int)((days + 3) % 7);
	date.hour = second_of_day / CLOCK_HOUR_S;
	date.minute = second_of_day / CLOCK_MINUTE_S % 60;
	date.second = second_of_day % 60;
	return date;
}

void
clock_rfc5322(int64_t time_s, char ret[CLOCK_DATE_BYTES])
{
	static const char weekdays[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct date date = date_of(time_s);

	snprintf(ret, CLOCK_DATE_BYTES, "%s, %02d %s %04d %02d:%02d:%02d +0000",
	    weekdays[date.weekday], date.day, months[date.month - 1], date.year,
	    date.hour, date.minute, date.second);
}

void
clock_iso8601(int64_t time_s, char ret[CLOCK_DATE_BYTES])
{
	struct date date = date_of(time_s);

	snprintf(ret, CLOCK_DATE_BYTES, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    date.year, date.month, date.day, date.hour, date.minute,
	    date.second);
}
