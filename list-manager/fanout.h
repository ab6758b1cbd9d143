/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a post to the outbox: one variant for each side that reads it.
 */
#ifndef LIST_MANAGER_FANOUT_H
#define LIST_MANAGER_FANOUT_H

#include "list-manager/posting.h"

/* Queue the copies of an accepted post for all present members of its
 * audience that receive mail.  RC_PERM when a header cannot be written. */
enum rc fanout(struct manager *manager, const struct posting *posting,
    const struct post *post, struct err *err);

/* The envelope sender of an object's copies: bounces+TOKEN@, the same each
 * time, guessed by nobody.  From the heap. */
char *fanout_sender(const struct manager *manager, const char *object);

#endif
