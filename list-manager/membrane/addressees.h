/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom a copy names in To and Cc, so that a reply to all leads to the same
 * or a narrower audience (DESIGN.md 5.2).
 */
#ifndef LIST_MANAGER_MEMBRANE_ADDRESSEES_H
#define LIST_MANAGER_MEMBRANE_ADDRESSEES_H

#include "lib/mail/facts.h"
#include "list-manager/membrane/copy.h"

struct addressees {
	struct mailboxes kept; /* borrowed mailboxes, array owned */
	struct mailboxes struck; /* the same */
};

void addressees_release(struct addressees *addressees);
#define auto_addressees __attribute__((cleanup(addressees_release)))

/* Sort the mailboxes of a message's To and Cc.  For a shared post only those
 * outside are kept: no member, whose copy comes from us, no address of ours.
 * For an internal one only those inside: the internal domain, internal
 * members of the list, and our own mail domain unless a client of the list
 * has the address.  The list's own address is in neither. */
enum rc addressees_sort(struct store *store, const struct copy *copy,
    struct addressees *ret, struct err *err);

#endif
