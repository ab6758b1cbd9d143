/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answers for a list.
 */
#ifndef LIST_MANAGER_STAFF_H
#define LIST_MANAGER_STAFF_H

#include "lib/base/site.h"
#include "lib/store/member.h"

/* Fill ret with the present members that have one of the roles (of enum
 * member_role), of the internal side alone where is_internal.  It may be
 * empty. */
enum rc staff_of(struct store *store, const struct list *list, unsigned roles,
    bool is_internal, struct members *ret, struct err *err);

#endif
