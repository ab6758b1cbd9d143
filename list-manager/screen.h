/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must never reach a list: automatic mail (DESIGN.md 5.11) and what has
 * been through it already.  Pure functions of the facts.
 */
#ifndef LIST_MANAGER_SCREEN_H
#define LIST_MANAGER_SCREEN_H

#include <stdbool.h>

#include "lib/mail/facts.h"

/* The most hops a message may have behind it (RFC 5321 6.3 asks for at
 * least 100 before a loop is assumed). */
enum { SCREEN_MAX_RECEIVED = 100 };

/* Did a machine write it?  NULL when not, else the constant words that say
 * how one sees it.  sender is the envelope's. */
const char *screen_automatic(const struct facts *facts, const char *sender);

/* Must nobody answer it automatically (RFC 3834 2)?  It came by a list, or
 * from a list's own address. */
bool screen_is_list_mail(const struct facts *facts, const char *sender);

/* Has it been through the list with this List-Id, or through too many
 * hosts?  NULL when not, else the words. */
const char *screen_loop(const struct facts *facts, const char *list_id);

#endif
