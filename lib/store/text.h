/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The full-text index: one table for shared posts, one for internal ones, so
 * that not even statistics of words cross the membrane (DESIGN.md 5).  A text
 * is indexed in the transaction that accepts its post.
 */
#ifndef LIB_STORE_TEXT_H
#define LIB_STORE_TEXT_H

#include <stddef.h>

#include "lib/store/list.h"
#include "lib/store/store.h"

struct text {
	const char *subject;
	const char *author; /* name and address */
	const char *own; /* own words (lib/mail/own.h) */
	const char *quoted; /* the other words */
	const char *attachments; /* file names, a line each */
};

/* Index a post of an audience of this side (SIDE_CLIENT: shared), which must
 * be its own; one that is indexed already stays as it is.  RC_NOENT when
 * there is no such post. */
enum rc text_add(struct store *store, int64_t post_id, enum side side,
    const struct text *text, struct err *err);

/* The posts behind after_id that the index lacks, by id, at most max; *ret_n
 * of them stand in ret_ids. */
enum rc text_missing(struct store *store, int64_t after_id, size_t max,
    int64_t *ret_ids, size_t *ret_n, struct err *err);

/* How many are indexed. */
enum rc text_count(struct store *store, uint64_t *ret, struct err *err);

#endif
