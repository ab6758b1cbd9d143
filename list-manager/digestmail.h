/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A digest on its way out: trestle-digest composed it for a view and handed
 * it over as a spool entry; here it gets the list's own header, and goes to
 * those members of the view's side who receive digests.
 */
#ifndef LIST_MANAGER_DIGESTMAIL_H
#define LIST_MANAGER_DIGESTMAIL_H

#include "list-manager/manager.h"

/* Store, queue and record it, in the caller's transaction; *ret_message_id
 * is the stored message, 0 where nobody is to have it, and for one that tells
 * what the view was told already, which is let go.  RC_PERM when it is no
 * digest of a view of this site: put it aside. */
enum rc digestmail_queue(struct manager *manager, const struct spooled *spooled,
    int64_t now_s, int64_t *ret_message_id, struct err *err);

#endif
