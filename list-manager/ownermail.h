/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mail to LIST-owner@ and postmaster@, passed on to the persons behind them.
 */
#ifndef LIST_MANAGER_OWNERMAIL_H
#define LIST_MANAGER_OWNERMAIL_H

#include "list-manager/posting.h"

/* Queue the letter for the owners of the list, or for the operator where
 * list is NULL or has no owner.  A reply goes to its author.  *ret tells
 * whether there was anybody. */
enum rc ownermail_forward(struct manager *manager, const struct letter *letter,
    const struct author *author, const char *recipient, const struct list *list,
    int64_t now_s, bool *ret, struct err *err);

#endif
