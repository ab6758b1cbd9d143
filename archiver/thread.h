/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place of a post among others, fixed at acceptance (DESIGN.md 5.5).  The
 * rules are numbered at the top of thread.c.
 */
#ifndef ARCHIVER_THREAD_H
#define ARCHIVER_THREAD_H

#include "lib/mail/facts.h"
#include "lib/store/list.h"
#include "lib/store/post.h"

/* How long ago the newest post of a conversation may be for a reply that
 * names nobody to find it by subject. */
enum { THREAD_SUBJECT_DAYS = 30 };

/* What a post to be says about its place. */
struct thread_claim {
	const struct list *list;
	struct audience audience;
	const char *msgid;
	const struct facts *facts;
	const char *subject_key; /* subject.h */
	bool is_reply;
	int64_t now_s;
};

/* Find the place.  *ret_waits_for is the id of the unknown direct parent, or
 * NULL; from the heap. */
enum rc thread_place(struct store *store, const struct thread_claim *claim,
    struct places *ret, char **ret_waits_for, struct err *err);

/* A post was accepted: those that waited for it, and may, move under it. */
enum rc
thread_adopt(struct store *store, const struct post *parent, struct err *err);

/* For whom a copy or a page is: the client side of a list, which has the
 * shared audience alone, or its internal side, which has both and all that
 * is open inside. */
struct readership {
	const struct list *list;
	enum side side;
};

/* May this readership see posts of the audience? */
enum rc readership_has(struct store *store, const struct readership *readers,
    int64_t audience_id, bool *ret, struct err *err);

/* The ids of the ancestors of a post that the readership has, as its copies
 * show them, oldest first, the last one the parent: the first one and the
 * last THREAD_REFERENCES - 1. */
enum rc thread_references(struct store *store, const struct readership *readers,
    int64_t post_id, struct strv *ret, struct err *err);

enum { THREAD_REFERENCES = 21, THREAD_DEPTH = 1000 };

#endif
