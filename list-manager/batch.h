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

/* Decide the oldest entries; *ret_n is how many were, 0 when none waits.
 * RC_TEMP when the machine fails: all of them wait still. */
enum rc batch_decide(struct manager *manager, size_t *ret_n, struct err *err);

#endif
