/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What outbox.c and chunk.c share.
 */
#ifndef LIB_STORE_OUTBOX_PRIVATE_H
#define LIB_STORE_OUTBOX_PRIVATE_H

#include "lib/base/strv.h"
#include "lib/store/store-private.h"

/* What changed for a copy's recipients. */
struct tally {
	int64_t n_sent;
	int64_t n_refused;
	int64_t
	    n_struck; /* negative: struck in flight, and sent all the same */
	int64_t n_repeated;
};

/* Add to the sums of a copy, and forget its header when no chunk of it is
 * left (O7). */
enum rc copy_tally(struct store *store, int64_t copy_id,
    const struct tally *tally, struct err *err);

/* A chunk waits from due_s on for these recipients, or is gone when there
 * are none. */
enum rc chunk_wait(struct store *store, int64_t chunk_id,
    const struct strv *recipients, int64_t due_s, struct err *err);

/* The form in which a chunk holds its recipients: one a line.  n of them from
 * v; NULL when they are too long for a chunk. */
char *lines_of(char *const *v, size_t n);
void lines_split(const char *lines, struct strv *ret);

#endif
