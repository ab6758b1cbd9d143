/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading posts from a query.
 */
#ifndef LIB_STORE_POST_PRIVATE_H
#define LIB_STORE_POST_PRIVATE_H

#include "lib/store/post.h"
#include "lib/store/store-private.h"

/* The first columns of a query that post_read and posts_read read. */
#define POST_COLUMNS                                                     \
	"post.id, post.message_id, post.audience_id, post.author_id,"    \
	" post.author_side, post.accepted_s, post.msgid, post.shown_id," \
	" post.subject_key"

/* Write down what views may call a post. */
enum rc post_name(struct store *store, int64_t post_id, const char *msgid,
    const unsigned char raw_hash[static 32], struct err *err);

/* Tell who looks again later that a post was accepted or moved. */
enum rc change_add(struct store *store, int64_t post_id, struct err *err);

void post_read(struct query *query, struct post *ret);
enum rc posts_read(struct query *query, struct posts *ret, struct err *err);

#endif
