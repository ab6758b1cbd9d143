/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts of a time, in conversations as a view shows them.
 */
#ifndef DIGEST_CONVERSATION_H
#define DIGEST_CONVERSATION_H

#include "lib/store/view.h"

/* Part of a conversation: its posts of the time, in order of acceptance. */
struct conversation {
	int64_t root_id;
	const struct view_post *posts; /* borrowed */
	size_t n;
};

struct conversations {
	struct view_posts posts; /* by conversation */
	struct conversation *v; /* the one that spoke last comes first */
	size_t n;
};

/* All posts that the view accepted from since_s until before until_s. */
enum rc conversations_find(struct view *view, int64_t since_s, int64_t until_s,
    struct conversations *ret, struct err *err);
void conversations_release(struct conversations *conversations);
#define auto_conversations __attribute__((cleanup(conversations_release)))

/* Does the conversation, whole, have a post on a list that the view is named
 * after?  Else it is told in the view `company' (DESIGN.md 2, view). */
enum rc conversation_is_own(struct view *view, const struct view_lists *lists,
    const struct conversation *conversation, bool *ret, struct err *err);

#endif
