/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/when.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"

enum { FIRST_YEAR = 1970, LAST_YEAR = 2099 };

static const char *const month_names[] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

/* Days from 1970-01-01 to the first of a month of the years above. */
static int64_t
days_until(int year, int month)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };
	bool is_leap = year % 4 == 0; /* 2000 is, 2100 is beyond */
	int64_t days =
	    (int64_t)(year - FIRST_YEAR) * 365 + (year - FIRST_YEAR + 1) / 4;

	return days + before[month - 1] + (is_leap && month > 2 ? 1 : 0);
}

static int64_t
first_second(int year, int month)
{
	return month > 12 ? days_until(year + 1, 1) * CLOCK_DAY_S
			  : days_until(year, month) * CLOCK_DAY_S;
}

int64_t
when_bounded(int64_t time_s)
{
	int64_t last_s = first_second(LAST_YEAR, 13) - 1;

	return time_s < 0 ? 0 : time_s > last_s ? last_s : time_s;
}

void
when_month(int64_t time_s, char ret[WHEN_MONTH_BYTES])
{
	char iso[CLOCK_DATE_BYTES];

	clock_iso8601(when_bounded(time_s), iso);
	memcpy(ret, iso, WHEN_MONTH_BYTES - 1);
	ret[WHEN_MONTH_BYTES - 1] = '\0';
}

/* Year and month of "2026-11". */
static void
read_month(const char *text, int *ret_year, int *ret_month)
{
	*ret_year = (int)strtol(text, NULL, 10);
	*ret_month = (int)strtol(text + 5, NULL, 10);
	assert(*ret_year >= FIRST_YEAR && *ret_year <= LAST_YEAR);
	assert(*ret_month >= 1 && *ret_month <= 12);
}

bool
when_is_month(const char *text)
{
	static const char digits[] = "0123456789";
	long year, month;

	if (strspn(text, digits) != 4 || text[4] != '-' ||
	    strspn(text + 5, digits) != 2 || text[7] != '\0')
		return false;
	year = strtol(text, NULL, 10);
	month = strtol(text + 5, NULL, 10);
	return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 &&
	    month <= 12;
}

void
when_month_bounds(const char *text, int64_t *ret_since_s, int64_t *ret_until_s)
{
	int year, month;

	read_month(text, &year, &month);
	*ret_since_s = year == FIRST_YEAR && month == 1
	    ? INT64_MIN
	    : first_second(year, month);
	*ret_until_s = year == LAST_YEAR && month == 12
	    ? INT64_MAX
	    : first_second(year, month + 1);
}

void
when_month_name(const char *text, char ret[WHEN_BYTES])
{
	int year, month;

	read_month(text, &year, &month);
	snprintf(ret, WHEN_BYTES, "%s %d", month_names[month - 1], year);
}

void
when_day(int64_t time_s, char ret[WHEN_BYTES])
{
	char iso[CLOCK_DATE_BYTES];
	int year, month;

	clock_iso8601(when_bounded(time_s), iso);
	read_month(iso, &year, &month);
	snprintf(ret, WHEN_BYTES, "%ld %.3s %d", strtol(iso + 8, NULL, 10),
	    month_names[month - 1], year);
}

void
when_minute(int64_t time_s, char ret[WHEN_BYTES])
{
	char iso[CLOCK_DATE_BYTES];
	char day[WHEN_BYTES];

	clock_iso8601(when_bounded(time_s), iso);
	when_day(time_s, day);
	snprintf(ret, WHEN_BYTES, "%.20s, %.5s", day, iso + 11);
}
