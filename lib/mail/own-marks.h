/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks by which own.c tells a writer's lines apart: what mail clients
 * and people put around quotations and under letters, in English and French.
 * Each looks at lines[0 .. n_lines).
 */
#ifndef LIB_MAIL_OWN_MARKS_H
#define LIB_MAIL_OWN_MARKS_H

#include "lib/mail/own.h"

/* How many lines from here introduce a quotation, 0 for none. */
size_t marks_attribution(const struct own_line *lines, size_t n_lines);

/* How many lines from here are the head of an Outlook block, 0 for none. */
size_t marks_outlook(const struct own_line *lines, size_t n_lines);

/* Does a signature, or a list's or a telephone's footer, begin here? */
bool marks_signature(const struct own_line *lines, size_t n_lines);

/* Is it a greeting that stands alone on its line? */
bool marks_greeting(const struct own_line *line);

#endif
