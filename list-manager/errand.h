/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One of our programs that the manager runs as a child now and then: never
 * two of it at once, and with a rest between two runs.
 */
#ifndef LIST_MANAGER_ERRAND_H
#define LIST_MANAGER_ERRAND_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/base/site.h"

struct errand {
	const char *program; /* "trestle-web" */
	const char *subcommand; /* by which the front would run it, or NULL */
	const char *option; /* behind --site DIR, or NULL */
	int64_t rest_s; /* after a run that ended well */
	pid_t pid; /* 0 when it does not run */
	bool has_run; /* its last run ended well */
	int64_t not_before_ms; /* monotonic */
};

/* Start it unless it runs or rests.  *ret_wait_s is how long its rest still
 * is, -1 when it runs now or could not be started, after which it rests. */
enum rc errand_start(struct errand *errand, const struct site *site,
    int64_t *ret_wait_s, struct err *err);

/* See whether it has ended, without waiting. */
void errand_reap(struct errand *errand);

/* Wait for it to end, after asking it to when `stop` is set. */
void errand_wait(struct errand *errand, bool stop);

#endif
