/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-send as a child of the manager: started when something is due,
 * ended by itself when nothing is.
 */
#ifndef LIST_MANAGER_SENDER_H
#define LIST_MANAGER_SENDER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/base/site.h"
#include "lib/store/store.h"

struct sender {
	pid_t pid; /* 0 when none runs */
	bool has_run; /* to its end: no chunk is left in flight by a crash, its
	                 own or an earlier one's */
	int64_t not_before_ms; /* monotonic; after a failure */
};

/* Start it when a chunk is due, or may be left in flight, and none runs.
 * *ret_wait_s is how long until there is something to do, -1 for never (or:
 * until the child ends). */
enum rc sender_poll(struct sender *sender, const struct site *site,
    struct store *store, int64_t *ret_wait_s, struct err *err);

/* The child of this pid ended with this status of wait(2): was it ours? */
bool sender_reap(struct sender *sender, pid_t pid, int status);

/* Wait for the child to end, after asking it to when `stop` is set. */
void sender_wait(struct sender *sender, bool stop);

#endif
