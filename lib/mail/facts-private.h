/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How facts are made: shared by facts*.c alone.  C library only; what knows
 * GMime is in facts-parse.h.
 */
#ifndef LIB_MAIL_FACTS_PRIVATE_H
#define LIB_MAIL_FACTS_PRIVATE_H

#include "lib/mail/facts.h"

/* Facts of nothing: every string "" but message_id, which is NULL. */
struct facts *facts_new(void);

/* Append a mailbox, taking the strings. */
void mailboxes_take(struct mailboxes *list, char *name, char *address);
void mailboxes_release(struct mailboxes *list);

/* Append an empty part (its strings are ""); borrowed until the next one. */
struct part *facts_add_part(struct facts *facts);

#endif
