/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 as facts promise it: well-formed, without control characters.
 * C library only, because both sides of the worker need it.
 */
#ifndef LIB_MAIL_UTF8_H
#define LIB_MAIL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"

/* How many of the n bytes the well-formed character at p takes, and which
 * one it is; 0 when there is none. */
size_t utf8_char(const char *p, size_t n, uint32_t *ret);

/* Are the bytes well-formed and free of control characters?  A text may
 * have line feeds and tabs. */
bool utf8_is_valid(const char *bytes, size_t n_bytes);
bool utf8_is_line(const char *bytes, size_t n_bytes);
bool utf8_is_text(const char *bytes, size_t n_bytes);

/* How many of the n bytes stand before the last character boundary at or
 * before max_bytes. */
size_t utf8_cut(const char *bytes, size_t n_bytes, size_t max_bytes);

/* A line of any bytes: what is malformed becomes U+FFFD, control characters
 * become spaces, blanks at both ends are dropped.  From the heap. */
char *utf8_to_line(const char *bytes, size_t n_bytes);

/* Append any bytes as text: CRLF and CR become LF, what is malformed becomes
 * U+FFFD; other control characters and a byte order mark at the beginning
 * are dropped, for a reader does not see them either. */
void utf8_add_text(struct buf *buf, const char *bytes, size_t n_bytes);

#endif
