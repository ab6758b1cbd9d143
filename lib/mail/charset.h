/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes of a text part as facts promise a text: UTF-8, LF lines.
 */
#ifndef LIB_MAIL_CHARSET_H
#define LIB_MAIL_CHARSET_H

#include <stddef.h>

#include "lib/base/buf.h"

/* Append bytes in this charset (NULL: none is stated).  Never fails: with a
 * charset that nobody knows, or none, the bytes are taken for UTF-8 where
 * they are well-formed and for Windows-1252 elsewhere; what a charset does
 * not allow becomes U+FFFD. */
void charset_add_text(
    struct buf *buf, const char *charset, const char *bytes, size_t n_bytes);

#endif
