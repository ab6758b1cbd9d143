/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One recipient of one entry: from its address to its outcome.
 */
#ifndef LIST_MANAGER_RECIPIENT_H
#define LIST_MANAGER_RECIPIENT_H

#include "lib/spool/envelope.h"
#include "lib/store/intake.h"
#include "list-manager/identify.h"
#include "list-manager/posting.h"
#include "list-manager/route.h"

/* An entry while its recipients are decided. */
struct arrival {
	const char *name; /* of the spool entry, for the log */
	const struct envelope *envelope;
	const struct letter *letter; /* its facts NULL when out of bounds */
	const char *unreadable; /* why, when facts are NULL */
	const struct author *author;
	int64_t intake_id;
	int64_t now_s;
	bool names_internal; /* To, Cc or envelope name an internal address */
	bool is_answered; /* its sender had his one answer */
};

/* Decide for one recipient, act, and write down the outcome.  In the
 * caller's transaction.  RC_PERM when the entry cannot be decided at all. */
enum rc recipient_take(struct manager *manager, struct arrival *arrival,
    const char *recipient, const struct route *route, struct err *err);

#endif
