/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of a list (DESIGN.md 4), written; route.h reads them.
 */
#ifndef LIST_MANAGER_LISTADDRESS_H
#define LIST_MANAGER_LISTADDRESS_H

#include "lib/base/site.h"
#include "lib/store/list.h"

/* Where one writes to: SIDE_CLIENT gives the shared address, which both
 * sides read, SIDE_INTERNAL the internal one.  From the heap. */
char *list_post_address(
    const struct site *site, const char *list_name, enum side side);

/* "owner", "request", "join" or "leave" of a list: on the lists domain, for
 * an internal list on the internal domain.  From the heap. */
char *list_function_address(const struct site *site, const char *list_name,
    enum list_kind kind, const char *function);

/* The List-Id of the side's copies (RFC 2919), without brackets. */
char *
list_id_of(const struct site *site, const char *list_name, enum side side);

/* Is the address on the internal domain, or behind the internal prefix? */
bool address_is_internal(const struct site *site, const char *address);

/* Is it on the lists domain or on the internal one? */
bool address_is_ours(const struct site *site, const char *address);

#endif
