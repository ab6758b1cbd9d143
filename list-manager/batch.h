/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Group commit: waiting entries are decided many to a transaction, so that
 * one sync of the disk serves them all.
 */
#ifndef LIST_MANAGER_BATCH_H
#define LIST_MANAGER_BATCH_H

#include <stddef.h>

#include "list-manager/manager.h"

enum {
	BATCH_ENTRIES = 100,
	BATCH_BYTES = 8 * 1024 * 1024, /* an entry that passes it is the last */
};

/* Decide the entries of these names from the *pos-th on, as many as one batch
 * takes, and move *pos behind them.  RC_TEMP when the machine fails: all of
 * them wait still.  *ret_n_decided grows by how many were decided. */
enum rc batch_decide(struct manager *manager, const struct strv *names,
    size_t *pos, size_t *ret_n_decided, struct err *err);

#endif
