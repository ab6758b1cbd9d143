/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists and their audiences.  A mixed list has two audiences, shared and
 * internal; an internal list has one.
 */
#ifndef LIB_STORE_LIST_H
#define LIB_STORE_LIST_H

#include <stddef.h>

#include "lib/store/store.h"

enum side { SIDE_NONE, SIDE_INTERNAL, SIDE_CLIENT };
enum list_kind { LIST_MIXED, LIST_INTERNAL };

struct list {
	int64_t id;
	char *name; /* letters, digits, dots, hyphens, underscores; small */
	enum list_kind kind;
	char *purpose; /* one sentence */
	bool is_open_inside; /* its internal audience */
	int64_t shared_id; /* audience, 0 for an internal list */
	int64_t internal_id; /* audience */
};

struct lists {
	struct list *v;
	size_t n;
};

void list_release(struct list *list);
#define auto_list __attribute__((cleanup(list_release)))
void lists_release(struct lists *lists);
#define auto_lists __attribute__((cleanup(lists_release)))

/* May a list be called this?  1 to 60 bytes; no reserved name (trestle,
 * keep, bounces, postmaster, ...), none that ends in a function suffix
 * (-request, -owner, -join, -leave, -alert), none that begins "c-" or with
 * the site's internal prefix (which is given, "" for none).  Fills err with
 * what is wrong. */
bool list_name_is_good(
    const char *name, const char *internal_prefix, struct err *err);

/* Make one; the name is checked by the caller.  RC_PERM when it exists. */
enum rc list_add(struct store *store, const char *name, enum list_kind kind,
    const char *purpose, bool is_open_inside, int64_t now_s, int64_t *ret_id,
    struct err *err);

/* RC_NOENT when there is none. */
enum rc list_by_name(
    struct store *store, const char *name, struct list *ret, struct err *err);
enum rc list_by_id(
    struct store *store, int64_t list_id, struct list *ret, struct err *err);

/* All lists by name. */
enum rc list_all(struct store *store, struct lists *ret, struct err *err);

/* A set of people who may read a post. */
struct audience {
	int64_t id;
	int64_t list_id;
	enum side side; /* SIDE_CLIENT: the shared one, read by both sides */
	bool is_open_inside;
};

/* RC_NOENT when there is none. */
enum rc audience_by_id(struct store *store, int64_t audience_id,
    struct audience *ret, struct err *err);

/* May everybody who reads `a` read `b` as well?  (The same; b the shared one
 * of a's list; a internal and b open inside.) */
bool audience_reads(const struct audience *a, const struct audience *b);

#endif
