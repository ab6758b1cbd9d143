/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parser in a process of its own: long-lived, without database and
 * network, with limits on memory and time.  A message that kills it three
 * times is given up, and the next one finds a new worker.
 */
#ifndef LIB_MAIL_WORKER_H
#define LIB_MAIL_WORKER_H

#include <stddef.h>

#include "lib/base/err.h"
#include "lib/mail/facts.h"

struct worker;

struct worker_limits {
	size_t memory_bytes; /* RLIMIT_AS */
	unsigned cpu_s; /* RLIMIT_CPU for one message */
	unsigned wall_s; /* killed after this, whatever it does */
};

/* What Trestle uses. */
extern const struct worker_limits worker_default_limits;

/* A worker that runs program ("trestle-worker"); it is started when first
 * needed.  The limits are copied. */
struct worker *
worker_new(const char *program, const struct worker_limits *limits);
void worker_free(struct worker *worker);
void worker_cleanup(struct worker **worker);
#define auto_worker __attribute__((cleanup(worker_cleanup)))

/* The facts of a message.  RC_PERM when it is out of bounds (bounds.h,
 * status 5.6.0: its sender can mend it) or when the worker died of it
 * WORKER_DEATHS times (status 5.3.0: set it aside); *ret_died tells which.  RC_TEMP when the worker cannot be started. */
enum rc worker_parse(struct worker *worker, const char *raw, size_t n_raw,
    struct facts **ret, int *ret_died, struct err *err);

enum { WORKER_DEATHS = 3 };

/* Hand a message over already, so that the worker parses it while the caller
 * does other work: two workers parse two messages at once.  The next call on
 * this worker must be worker_parse of these same bytes, which tells whatever
 * went wrong here. */
void worker_foresee(struct worker *worker, const char *raw, size_t n_raw);

/* The decoded content of the leaf part parts[i] of the facts of this same
 * message, NUL-terminated behind *ret_n, from the heap; for attachments on
 * pages.  RC_NOENT when there is no such part or it cannot be decoded; RC_PERM
 * and RC_TEMP as above. */
enum rc worker_part(struct worker *worker, const char *raw, size_t n_raw,
    size_t i, char **ret, size_t *ret_n, struct err *err);

/* How often it was started: for the log and the tests. */
unsigned worker_n_starts(const struct worker *worker);

/* The worker's side: answer on out_fd what arrives on in_fd, both sockets,
 * until its end.  The soft limit of RLIMIT_CPU that it finds is the budget of
 * one message.  Returns an exit code. */
int worker_serve(int in_fd, int out_fd);

#endif
