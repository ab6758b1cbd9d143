/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text in which addresses of the web can be followed.
 */
#ifndef WEB_ARCHIVE_LINK_H
#define WEB_ARCHIVE_LINK_H

#include <stddef.h>

#include "lib/base/html.h"

/* How many of the n bytes at text are an http or https address that begins
 * there; 0 when none does.  What ends a sentence does not belong to it. */
size_t link_length(const char *text, size_t n);

/* The text, its addresses as links. */
void link_text(struct markup *markup, const char *text, size_t n);

#endif
