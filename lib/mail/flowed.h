/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * format=flowed (RFC 3676): paragraphs that were cut into lines for the
 * transport are joined again.
 */
#ifndef LIB_MAIL_FLOWED_H
#define LIB_MAIL_FLOWED_H

#include <stdbool.h>

#include "lib/base/buf.h"

/* Append a flowed text of LF lines, each paragraph one line.  Quoted lines
 * begin with as many '>' as they had, and one space. */
void flowed_add_text(struct buf *buf, const char *text, bool delsp);

#endif
