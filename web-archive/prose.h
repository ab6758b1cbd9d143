/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of a mail as a page shows them: mails are broken at 72 columns, which
 * a telephone does not have, so what is prose flows again, and what is code,
 * a table or a patch keeps each blank.
 */
#ifndef WEB_ARCHIVE_PROSE_H
#define WEB_ARCHIVE_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/html.h"
#include "lib/mail/own.h"

/* What a block of lines (between blank ones) is. */
enum prose_kind {
	PROSE_FLOW, /* a paragraph */
	PROSE_ITEMS, /* "- this" or "1. that", each over some lines */
	PROSE_LINES, /* short lines that stand for themselves */
	PROSE_FIXED, /* each blank counts */
};
enum prose_kind prose_kind_of(const struct own_line *lines, size_t n);

/* Is there nothing to see on the line? */
bool prose_is_blank(const struct own_line *line);

/* Write the lines, their addresses as links. */
void prose_write(struct markup *markup, const struct own_line *lines, size_t n);

#endif
