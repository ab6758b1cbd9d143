/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small string work in ASCII, free of the locale: what a protocol calls a
 * letter is not what a language calls one.
 */
#ifndef LIB_BASE_ASCII_H
#define LIB_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char ascii_lower(char c);
bool ascii_is_space(char c); /* space, tab, CR, LF */
bool ascii_is_control(char c); /* 0..31 and 127 */

/* Case of A-Z does not count. */
bool ascii_equal(const char *a, const char *b);
bool ascii_equal_n(const char *a, size_t n_a, const char *b);
bool ascii_has_prefix(const char *text, const char *prefix);

/* Turn A-Z into a-z in place; returns text. */
char *ascii_make_lower(char *text);

/* Drop white space at both ends in place; returns the new start. */
char *ascii_trim(char *text);

/* A copy of at most max_bytes bytes in which every control character
 * (line ends too) is a space: safe in a log line, a header, a terminal. */
char *ascii_printable(const char *text, size_t max_bytes);

/* A decimal number without sign, at most max.  False, *ret untouched, for
 * anything else; nothing may follow. */
bool ascii_number(const char *text, uint64_t max, uint64_t *ret);

#endif
