/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in lines of a terminal.
 */
#ifndef DIGEST_WRAP_H
#define DIGEST_WRAP_H

#include "lib/base/buf.h"

enum { WRAP_COLUMNS = 72 };

/* Append a text of UTF-8, its first line behind `first`, the others behind
 * `indent`, broken between words, and within a word that no line can hold. */
void wrap_add(
    struct buf *buf, const char *first, const char *indent, const char *text);

/* How many columns of a terminal the character takes. */
unsigned wrap_char_columns(unsigned character);

#endif
