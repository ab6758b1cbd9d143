/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts: messages accepted for an audience, and their places among others.
 *
 * A place is fixed when the post is accepted.  For each audience that has an
 * ancestor of the post, one row names the nearest one and how far it is.  In
 * a view the parent of a post is the nearest of its rows whose audience the
 * view holds; so no event outside a view can move anything in it (DESIGN.md
 * 5.5 and 5.12).  Only a post that waits for an unknown direct parent gets
 * new rows later (archiver/thread.h).
 */
#ifndef LIB_STORE_POST_H
#define LIB_STORE_POST_H

#include <stddef.h>

#include "lib/base/strv.h"
#include "lib/store/list.h"
#include "lib/store/store.h"

struct post {
	int64_t id; /* set by post_add */
	int64_t message_id;
	int64_t audience_id;
	int64_t author_id; /* person, 0 when nobody we know */
	enum side
	    author_side; /* at that moment; SIDE_NONE: visitor, stranger */
	int64_t accepted_s;
	int64_t date_s; /* of its own, 0 when it has none: then, too, it is
	                   dated when it was accepted */
	char *msgid; /* as the message says */
	char *shown_id; /* as copies say; differs after a collision */
	char *subject_key; /* for the fallback; "" when it cannot serve */
};

struct posts {
	struct post *v;
	size_t n;
};

void post_release(struct post *post);
#define auto_post __attribute__((cleanup(post_release)))
void posts_release(struct posts *posts);
#define auto_posts __attribute__((cleanup(posts_release)))

enum rc post_add(struct store *store, struct post *post, struct err *err);
enum rc post_get(
    struct store *store, int64_t post_id, struct post *ret, struct err *err);

/* All posts with this Message-ID, or that copies show under it, by id. */
enum rc post_by_msgid(
    struct store *store, const char *msgid, struct posts *ret, struct err *err);

/* Is a message of these very bytes (SHA-256) a post of the audience? */
enum rc post_is_posted(struct store *store, const unsigned char raw_hash[32],
    int64_t audience_id, bool *ret, struct err *err);

/* The newest post of the audience with this subject key accepted at or
 * after since_s.  RC_NOENT when there is none. */
enum rc post_by_subject(struct store *store, int64_t audience_id,
    const char *subject_key, int64_t since_s, struct post *ret,
    struct err *err);

/* How many posts there are. */
enum rc post_count(struct store *store, uint64_t *ret, struct err *err);

/* One row of a post's place. */
struct place {
	int64_t audience_id;
	int64_t ancestor_id; /* post */
	int64_t distance; /* 1: the parent */
};

struct places {
	struct place *v;
	size_t n;
};

void places_release(struct places *places);
#define auto_places __attribute__((cleanup(places_release)))

/* A fallback by subject stands behind every named ancestor. */
#define PLACE_BY_SUBJECT INT64_C(1000000000)

/* Replace the rows of a post / read them, nearest first. */
enum rc place_set(struct store *store, int64_t post_id,
    const struct places *places, struct err *err);
enum rc place_get(
    struct store *store, int64_t post_id, struct places *ret, struct err *err);

/* A post waits for the message it names last, which nobody has seen. */
enum rc waiting_add(
    struct store *store, int64_t post_id, const char *msgid, struct err *err);
enum rc waiting_remove(struct store *store, int64_t post_id, struct err *err);
/* The posts that wait for this id, by id. */
enum rc waiting_for(
    struct store *store, const char *msgid, struct posts *ret, struct err *err);

#endif
