/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a post says, in so many words.
 */
#ifndef DIGEST_READING_H
#define DIGEST_READING_H

#include "lib/mail/worker.h"
#include "lib/store/view.h"

/* The text that a person reads; "" for a message that no worker can read. */
enum rc reading_text(struct view *view, struct worker *worker, int64_t post_id,
    char **ret, struct err *err);

/* On one line, cut behind max_bytes with an ellipsis.  From the heap. */
char *reading_line(const char *text, size_t max_bytes);

/* How the own words of a text begin, on one line; "" when there are none.
 * From the heap. */
char *reading_opening(const char *text, size_t max_bytes);

#endif
