/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does a message name the inside (DESIGN.md 5.3)?
 */
#ifndef LIST_MANAGER_NAMING_H
#define LIST_MANAGER_NAMING_H

#include "archiver/letter.h"
#include "lib/base/site.h"

/* Any field that addresses a message, a blind copy or a resending too, names
 * an address on the internal domain, or behind the internal prefix. */
bool naming_is_internal(const struct site *site, const struct letter *letter);

#endif
