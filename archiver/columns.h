/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in the columns of a terminal: UTF-8, with characters that take two
 * columns and characters that take none.
 */
#ifndef ARCHIVER_COLUMNS_H
#define ARCHIVER_COLUMNS_H

#include <stddef.h>

#include "lib/base/buf.h"

/* How many columns this terminal has; $COLUMNS, then 80, when nobody knows. */
size_t columns_of_terminal(int fd);

/* Append text in exactly n columns: cut, with an ellipsis, or filled up with
 * spaces.  What could steer a terminal is left out. */
void columns_add(struct buf *buf, const char *text, size_t n);

#endif
