/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holding a message for one person's answer, and what follows the answer or
 * the deadline.  All in the caller's transaction.
 */
#ifndef LIST_MANAGER_HOLDING_H
#define LIST_MANAGER_HOLDING_H

#include "lib/store/hold.h"
#include "list-manager/answer.h"
#include "list-manager/decide.h"
#include "list-manager/posting.h"

/* Hold a post that was decided so, and ask by notice: its author, or the
 * moderators and owners of the list (for an internal post, and for what an
 * insider wrote, those of the internal side), or the operator where there is
 * none. */
enum rc holding_begin(struct manager *manager, const struct posting *posting,
    const struct decision *decision, int64_t disposition_id, struct err *err);

/* What became of an answer, for the log: a constant word. */
enum rc holding_answer(struct manager *manager, const char *token,
    const struct author *author, const char *sender, enum answer answer,
    int64_t now_s, const char **ret_word, struct err *err);

/* End those whose deadline has passed. */
enum rc holding_expire(struct manager *manager, int64_t now_s, struct err *err);

#endif
