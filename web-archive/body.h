/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a mail on a page: own words stand open; what is quoted is
 * quiet, and folded when it is long; a signature is small.
 */
#ifndef WEB_ARCHIVE_BODY_H
#define WEB_ARCHIVE_BODY_H

#include <stddef.h>

#include "lib/base/html.h"

/* Quotations of more lines are folded. */
enum { BODY_OPEN_LINES = 5 };

void body_write(struct markup *markup, const char *text, size_t n_text);

#endif
