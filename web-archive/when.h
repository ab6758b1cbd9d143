/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times as pages show them: in UTC, and bounded, for a mail may claim any.
 */
#ifndef WEB_ARCHIVE_WHEN_H
#define WEB_ARCHIVE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

enum {
	WHEN_MONTH_BYTES = 8, /* "2026-11" */
	WHEN_BYTES = 40,
};

/* The time, if it is of the years 1970 to 2099; else the nearest of them. */
int64_t when_bounded(int64_t time_s);

/* The month of a time, and the times from its beginning until before its
 * end.  The first and the last month have all that lies beyond. */
void when_month(int64_t time_s, char ret[WHEN_MONTH_BYTES]);
void when_month_bounds(
    const char *month, int64_t *ret_since_s, int64_t *ret_until_s);

/* Is it one? */
bool when_is_month(const char *text);

/* "November 2026" of "2026-11"; "23 Nov 2026", "23 Nov 2026, 11:19". */
void when_month_name(const char *month, char ret[WHEN_BYTES]);
void when_day(int64_t time_s, char ret[WHEN_BYTES]);
void when_minute(int64_t time_s, char ret[WHEN_BYTES]);

#endif
