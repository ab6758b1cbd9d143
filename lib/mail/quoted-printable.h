/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quoted-printable encoding of a text (RFC 2045 6.7).
 */
#ifndef LIB_MAIL_QUOTED_PRINTABLE_H
#define LIB_MAIL_QUOTED_PRINTABLE_H

#include "lib/base/buf.h"

/* Append a text of LF lines, encoded.  No line of it begins with "From " or
 * is a dot alone, whatever hands it on. */
void quoted_printable_add(struct buf *buf, const char *text);

#endif
