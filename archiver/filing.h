/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filing a stored message as a post of an audience: the id its copies show,
 * its place among the others, its row, and those that waited for it.  All in
 * the caller's transaction.
 */
#ifndef ARCHIVER_FILING_H
#define ARCHIVER_FILING_H

#include "archiver/letter.h"
#include "archiver/subject.h"
#include "lib/store/list.h"
#include "lib/store/post.h"

struct filing {
	const struct letter *letter; /* stored, with facts */
	const struct list *list;
	enum side side; /* SIDE_CLIENT: the shared audience */
	int64_t author_id; /* person, 0 when unknown */
	enum side author_side; /* SIDE_NONE: a visitor, a stranger */
	int64_t accepted_s;
	const char *domain; /* in which derived ids are */
};

/* *ret is the new post. */
enum rc filing_post(struct store *store, const struct subjects *subjects,
    const struct filing *filing, struct post *ret, struct err *err);

#endif
