/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a hold ends: sent, rejected with word to its author, or dropped.  Each
 * returns RC_NOENT when it does not wait any more, and has then done nothing.
 * All in the caller's transaction.
 */
#ifndef LIST_MANAGER_RELEASE_H
#define LIST_MANAGER_RELEASE_H

#include "lib/store/hold.h"
#include "list-manager/manager.h"

/* It becomes a post now.  A stranger whose message it is hears of it. */
enum rc release_hold(struct manager *manager, int64_t hold_id,
    int64_t by_person_id, int64_t now_s, struct err *err);

enum rc reject_hold(struct manager *manager, int64_t hold_id,
    int64_t by_person_id, int64_t now_s, struct err *err);

/* Drop it with this state and this constant reason.  An insider who was
 * asked himself and let the time pass hears of it. */
enum rc
drop_hold(struct manager *manager, int64_t hold_id, enum hold_state state,
    const char *reason, int64_t by_person_id, int64_t now_s, struct err *err);

#endif
