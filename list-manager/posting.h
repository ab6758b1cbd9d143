/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accepting a message for an audience: its place, its row, the copies for
 * those who read it.  All in the caller's transaction.
 */
#ifndef LIST_MANAGER_POSTING_H
#define LIST_MANAGER_POSTING_H

#include "archiver/letter.h"
#include "lib/store/post.h"
#include "list-manager/identify.h"
#include "list-manager/manager.h"

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
