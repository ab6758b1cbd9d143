/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The record of the digests that were queued: what a view was told already.
 * A digest that tells any of it a second time is refused, so that each post
 * is told once, whatever crashed between composing and queueing.
 */
#ifndef LIB_STORE_DIGEST_H
#define LIB_STORE_DIGEST_H

#include "lib/store/store.h"

/* Record the digest of a view for what was accepted from since_s until before
 * until_s.  RC_NOENT, nothing recorded, when one that ends behind since_s
 * stands already. */
enum rc digest_record(struct store *store, const char *view, int64_t since_s,
    int64_t until_s, struct err *err);

#endif
