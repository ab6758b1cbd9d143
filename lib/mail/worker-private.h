/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the worker and its parent agree on.  The worker greets; then come
 * questions, each two frames: what is asked, and a message.  "facts" is
 * answered by a frame with the facts, "part N" by one that begins with '1' and
 * goes on with the content of parts[N], or is '0' when there is none.
 */
#ifndef LIB_MAIL_WORKER_PRIVATE_H
#define LIB_MAIL_WORKER_PRIVATE_H

/* Proves that the program is our worker and speaks as we do. */
#define WORKER_GREETING "trestle-worker 2"
#define WORKER_ASK_FACTS "facts"
#define WORKER_ASK_PART "part "

enum {
	WORKER_GREETING_BYTES = 64,
	WORKER_QUESTION_BYTES = 64,
	WORKER_MESSAGE_BYTES = 512 * 1024 * 1024,
	/* the texts twice (facts.h), and as much again for all else */
	WORKER_REPLY_BYTES = 32 * 1024 * 1024,
};

#endif
