/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line that begins a message in an mbox file (RFC 4155): "From", a space,
 * a sender, a date as asctime(3) writes it.  And the '>' that guards a line of
 * a message that begins alike.
 */
#ifndef ARCHIVER_FROM_LINE_H
#define ARCHIVER_FROM_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FROM_LINE_BYTES = 1000 };

/* Is this line (without its line end) one?  It must have a date: people write
 * "From there on" at the start of a line as well.  *ret_s is the date, taken
 * as UTC: archives disagree about what it is. */
bool from_line_parse(const char *line, size_t n_line, int64_t *ret_s);

/* How many '>' stand before "From " at the start of the line; 0 as well for
 * a line that goes on otherwise.  *ret_is_from says which. */
size_t from_line_quotes(const char *line, size_t n_line, bool *ret_is_from);

#endif
