/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accepting a message for an audience: its place, its row, the copies for
 * those who read it.  All in the caller's transaction.
 */
#ifndef LIST_MANAGER_POSTING_H
#define LIST_MANAGER_POSTING_H

#include "lib/mail/facts.h"
#include "lib/store/message.h"
#include "lib/store/post.h"
#include "list-manager/identify.h"
#include "list-manager/manager.h"

/* A message with all that is known of it. */
struct letter {
	struct message message; /* stored */
	const struct facts *facts;
	const char *raw;
	size_t n_raw;
	size_t n_header; /* where its body begins */
};

/* Fill the message of a letter from its facts; a message without a usable
 * Message-ID gets one made from its bytes.  The message is the letter's. */
void
letter_read(const struct site *site, struct letter *letter, int64_t received_s);
void letter_release(struct letter *letter);
#define auto_letter __attribute__((cleanup(letter_release)))

struct posting {
	const struct letter *letter;
	const struct author *author;
	enum side author_side; /* on the list, when it was decided */
	const struct list *list;
	enum side side; /* SIDE_CLIENT: to the shared audience */
	bool is_visitor;
	int64_t now_s;
};

/* Accept it.  *ret is the new post.  RC_PERM when its copies cannot be
 * written. */
enum rc posting_accept(struct manager *manager, const struct posting *posting,
    struct post *ret, struct err *err);

#endif
