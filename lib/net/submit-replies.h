/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SMTP transaction as it was overheard: commands that went out, reply
 * lines that came in, and out of them one result for each recipient.  curl
 * tells only the last code of a transaction, so the pairing is ours; it knows
 * nothing of curl and is tested by tables.
 *
 * Commands are not pipelined: each waits for its reply.  When the two do not
 * alternate, or the server says 421, nothing is believed any more.
 */
#ifndef LIB_NET_SUBMIT_REPLIES_H
#define LIB_NET_SUBMIT_REPLIES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/net/submit.h"

enum submit_stage {
	STAGE_HELLO, /* connecting, greeting; nothing about this message */
	STAGE_MAIL, /* MAIL sent */
	STAGE_RCPT, /* RCPT sent for recipient n_answered */
	STAGE_BETWEEN, /* MAIL or a RCPT answered, the next command awaited */
	STAGE_DATA, /* DATA sent */
	STAGE_TEXT, /* the server asked for the text (354) */
	STAGE_DONE, /* every recipient has his result */
	STAGE_BROKEN,
};

struct replies {
	enum submit_stage stage;
	bool text_was_asked; /* the server may have taken the message */
	size_t n_recipients;
	size_t n_answered; /* RCPTs that have their reply */
	size_t n_accepted;
	struct submit_result *results;
	struct buf text; /* the last reply, its lines joined, printable */
	bool is_inside; /* of a reply of several lines */
};

struct replies *replies_new(size_t n_recipients);
void replies_free(struct replies *replies);
void replies_cleanup(struct replies **replies);
#define auto_replies __attribute__((cleanup(replies_cleanup)))

/* A command went out / one line of a reply came in, with or without its line
 * end. */
void
replies_command(struct replies *replies, const char *command, size_t n_bytes);
void replies_line(struct replies *replies, const char *line, size_t n_bytes);

/* Is there a result for each recipient? */
bool replies_are_complete(const struct replies *replies);

/* The last thing the server said, "" when nothing. */
const char *replies_last(struct replies *replies);

#endif
