/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the worker and its parent agree on.  The worker greets; then each
 * frame with a message is answered by one with its facts.
 */
#ifndef LIB_MAIL_WORKER_PRIVATE_H
#define LIB_MAIL_WORKER_PRIVATE_H

/* Proves that the program is our worker and speaks as we do. */
#define WORKER_GREETING "trestle-worker 1"

enum {
	WORKER_GREETING_BYTES = 64,
	WORKER_MESSAGE_BYTES = 512 * 1024 * 1024,
	/* the texts twice (facts.h), and as much again for all else */
	WORKER_REPLY_BYTES = 32 * 1024 * 1024,
};

#endif
