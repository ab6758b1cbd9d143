/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What runs beside the manager: sending, pages, digests.
 */
#ifndef LIST_MANAGER_ERRANDS_H
#define LIST_MANAGER_ERRANDS_H

#include "list-manager/errand.h"
#include "list-manager/manager.h"

struct errands {
	struct errand sender;
	struct errand web; /* after posts, not more often than web_delay */
	struct errand digest; /* asks every hour whether one is due */
	bool is_web_wanted;
};

struct errands errands_of(const struct site *site);

/* Start what is due; *ret_wait_s is when the next one will be, -1 when none
 * is foreseen. */
enum rc errands_poll(struct manager *manager, struct errands *errands,
    int64_t *ret_wait_s, struct err *err);

/* See which have ended. */
void errands_reap(struct errands *errands);

/* Ask all to end, and wait for them. */
void errands_stop(struct errands *errands);

/* The shorter of two waits; -1 is none. */
int64_t errands_sooner(int64_t a_s, int64_t b_s);

#endif
