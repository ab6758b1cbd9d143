/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time, which tests can pin.  When the environment names a file in
 * TRESTLE_CLOCK, its first line is the time in seconds since 1970, read anew
 * at each call, so that a running manager can be led through a year.  No
 * other file of the tree asks the system for the date.
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_MINUTE_S 60
#define CLOCK_HOUR_S 3600
#define CLOCK_DAY_S 86400

/* Seconds since 1970, pinned or real. */
int64_t clock_now_s(void);

/* Milliseconds that only ever grow, never pinned: for waiting. */
int64_t clock_monotonic_ms(void);

/* Nanoseconds since 1970, never pinned: for names in arrival order. */
int64_t clock_arrival_ns(void);

enum { CLOCK_DATE_BYTES = 40 };

/* Write the time as an RFC 5322 date in UTC ("Mon, 23 Nov 2026 11:19:00
 * +0000"), or as ISO 8601 ("2026-11-23T11:19:00Z"), for years 0 to 9999. */
void clock_rfc5322(int64_t time_s, char ret[CLOCK_DATE_BYTES]);
void clock_iso8601(int64_t time_s, char ret[CLOCK_DATE_BYTES]);

#endif
