/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A date and time of the calendar, in UTC, as seconds since 1970: what a
 * person types in a search and what stands in an mbox file.
 */
#ifndef ARCHIVER_CIVIL_H
#define ARCHIVER_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct civil {
	int year, month, day; /* month and day from 1 on */
	int hour, minute, second;
};

/* False, *ret untouched, for what no calendar has, such as a 31 November.
 * Years from 1 to 9999; a leap second counts as the one before. */
bool civil_seconds(const struct civil *civil, int64_t *ret);

/* Where "2026-11-23", "2026-11" or "2026" begins.  False for anything else. */
bool civil_parse(const char *text, int64_t *ret);

/* A month by its three letters in English, as RFC 5322 writes them; 0 when it
 * is none. */
int civil_month(const char *text, size_t n);

#endif
