/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-send as an errand of the manager: run when something is due, ended
 * by itself when nothing is.
 */
#ifndef LIST_MANAGER_SENDER_H
#define LIST_MANAGER_SENDER_H

#include "lib/store/store.h"
#include "list-manager/errand.h"

/* A sender that has not run yet. */
struct errand sender_errand(void);

/* Start it when a chunk is due, or may be left in flight by a crash, its own
 * or an earlier one's.  *ret_wait_s is how long until there is something to
 * do, -1 for never (or: until it ends). */
enum rc sender_poll(struct errand *sender, const struct site *site,
    struct store *store, int64_t *ret_wait_s, struct err *err);

#endif
