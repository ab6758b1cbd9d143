/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sending what is due: chunks out of the outbox, one SMTP transaction each,
 * and the answers back into it.
 */
#ifndef LIST_MANAGER_SEND_H
#define LIST_MANAGER_SEND_H

#include <stdint.h>

#include "lib/base/err.h"
#include "lib/net/submit.h"
#include "lib/store/outbox.h"

enum send_outcome {
	SEND_NOTHING, /* nothing is due */
	SEND_ANSWERED, /* a chunk was sent, and each recipient answered for */
	SEND_BROKEN, /* the server was not there, or broke off */
};

/* Claim the chunk that is due longest, send it, settle it, and log one line.
 * *ret_outcome is set on RC_OK; else the database failed, and the chunk may
 * be left in flight: the next run recovers it. */
enum rc send_next(struct store *store, struct submit *submit,
    int64_t give_up_after_s, enum send_outcome *ret_outcome, struct err *err);

/* The server is not there: let all that is due wait SEND_PAUSE_S, untried. */
enum rc send_postpone(struct store *store, struct err *err);

enum { SEND_PAUSE_S = 300 };

#endif
