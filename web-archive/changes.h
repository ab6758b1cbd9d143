/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed in a view since a mark, as conversations to build: those in
 * which the changed posts stand, and those that they have left.
 */
#ifndef WEB_ARCHIVE_CHANGES_H
#define WEB_ARCHIVE_CHANGES_H

#include <stdbool.h>

#include "web-archive/web.h"

/* Ids of posts, each once, rising; below, of the first of conversations. */
struct changed_ids {
	int64_t *v;
	size_t n;
};

struct changes {
	struct changed_ids left;
	struct changed_ids stand;
};

void changes_release(struct changes *changes);

/* Read what changed behind web->state.mark, which moves on.  looks_back: the
 * docroot holds the pages of the time of the mark; they tell which posts have
 * left which conversation, and pages of conversations that have another first
 * post now are removed. */
enum rc changes_read(
    struct web *web, bool looks_back, struct changes *ret, struct err *err);

#endif
