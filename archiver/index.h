/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a message is found by search.
 */
#ifndef ARCHIVER_INDEX_H
#define ARCHIVER_INDEX_H

#include "lib/mail/facts.h"
#include "lib/store/text.h"

/* Index a post of an audience of this side: subject, author, the names of
 * its attachments, and its texts, own words and quoted ones apart. */
enum rc index_post(struct store *store, int64_t post_id, enum side side,
    const struct facts *facts, struct err *err);

#endif
