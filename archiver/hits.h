/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hits of a search for a reader: a person at a terminal, a script that
 * cuts lines, a script that reads JSON.
 */
#ifndef ARCHIVER_HITS_H
#define ARCHIVER_HITS_H

#include "lib/base/buf.h"
#include "lib/store/view.h"

/* A row a post in so many columns: date, author, subject, list, `inside`, and
 * the name of its page, on a line of its own where there is no room. */
void hits_add_table(
    struct buf *buf, const struct view_posts *posts, size_t n_columns);

/* A line a post, with a tab between name, date, author, subject, list and
 * "inside" or nothing. */
void hits_add_lines(struct buf *buf, const struct view_posts *posts);

/* One JSON array (RFC 8259) of objects. */
void hits_add_json(struct buf *buf, const struct view_posts *posts);

#endif
