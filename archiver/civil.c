/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/civil.h"

#include <string.h>

#include "lib/base/clock.h"

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* How many days of its year are before the month. */
static int
days_before(int year, int month)
{
	static const int days[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273,
		304, 334, 365 };

	return days[month - 1] + (month > 2 && is_leap(year) ? 1 : 0);
}

static int
days_in(int year, int month)
{
	int next = month == 12 ? 365 + (is_leap(year) ? 1 : 0)
			       : days_before(year, month + 1);

	return next - days_before(year, month);
}

bool
civil_seconds(const struct civil *civil, int64_t *ret)
{
	enum { DAYS_TO_1970 = 719162 }; /* from 0001-01-01 on */
	int64_t last = civil->year - 1;
	int64_t days;

	if (civil->year < 1 || civil->year > 9999 || civil->month < 1 ||
	    civil->month > 12 || civil->day < 1 ||
	    civil->day > days_in(civil->year, civil->month))
		return false;
	if (civil->hour < 0 || civil->hour > 23 || civil->minute < 0 ||
	    civil->minute > 59 || civil->second < 0 || civil->second > 60)
		return false;
	days = last * 365 + last / 4 - last / 100 + last / 400 +
	    days_before(civil->year, civil->month) + civil->day - 1 -
	    DAYS_TO_1970;
	*ret = days * CLOCK_DAY_S + civil->hour * CLOCK_HOUR_S +
	    civil->minute * CLOCK_MINUTE_S +
	    (civil->second == 60 ? 59 : civil->second);
	return true;
}

/* Exactly n digits; steps over them. */
static bool
take_digits(const char **text, int n, int *ret)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		char c = **text;

		if (c < '0' || c > '9')
			return false;
		value = 10 * value + (c - '0');
		(*text)++;
	}
	*ret = value;
	return true;
}

bool
civil_parse(const char *text, int64_t *ret)
{
	struct civil civil = { .month = 1, .day = 1 };

	if (!take_digits(&text, 4, &civil.year))
		return false;
	if (*text == '-') {
		text++;
		if (!take_digits(&text, 2, &civil.month))
			return false;
		if (*text == '-') {
			text++;
			if (!take_digits(&text, 2, &civil.day))
				return false;
		}
	}
	return *text == '\0' && civil_seconds(&civil, ret);
}

int
civil_month(const char *text, size_t n)
{
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	for (int i = 0; n == 3 && i < 12; i++)
		if (memcmp(text, months[i], 3) == 0)
			return i + 1;
	return 0;
}
