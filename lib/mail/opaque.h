/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Content that the guard cannot look into: encrypted, packed, or in a
 * container of its own.
 */
#ifndef LIB_MAIL_OPAQUE_H
#define LIB_MAIL_OPAQUE_H

#include <stdbool.h>

/* Does a part of this type (small letters), or of this file name ("" when it
 * has none), hold something that cannot be looked into? */
bool opaque_is_type(const char *type);
bool opaque_is_name(const char *name);

/* Is the text, or a piece of it, an encrypted OpenPGP message? */
bool opaque_is_text(const char *text);

#endif
