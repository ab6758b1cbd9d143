/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A view: a named set of audiences, the only door through which readers see
 * anything (DESIGN.md 2 and 5).  It has a read-only connection of its own
 * with temporary SQL views over its audiences, and an authorizer that refuses
 * every other table, every pragma, every ATTACH.  It guards against our own
 * mistakes, not against code execution.
 */
#ifndef LIB_STORE_VIEW_H
#define LIB_STORE_VIEW_H

#include <stddef.h>

#include "lib/store/store.h"

struct view;

/* Open by name: "LIST.client" (its shared audience), "LIST.internal" (shared,
 * internal, all that is open inside), "company" (all that is open inside).
 * RC_NOENT when there is no such view. */
enum rc view_open(const char *database_path, const char *name,
    struct view **ret, struct err *err);
void view_close(struct view *view);
void view_cleanup(struct view **view);
#define auto_view __attribute__((cleanup(view_cleanup)))

/* A post as the view shows it. */
struct view_post {
	int64_t id;        /* for this process only: never shown */
	char name[27];     /* how it is named outside (DESIGN.md 5, Ids) */
	char *msgid;       /* as copies show it */
	int64_t parent_id; /* in this view, 0 for the first of a conversation */
	char *list;
	bool is_internal;
	char *subject;
	char *from_name;
	int64_t date_s;
	int64_t accepted_s;
};

struct view_posts {
	struct view_post *v;
	size_t n;
};

void view_posts_release(struct view_posts *posts);
#define auto_view_posts __attribute__((cleanup(view_posts_release)))

/* At most max posts accepted before before_s (0: no bound), newest first. */
enum rc view_recent(struct view *view, int64_t before_s, size_t max,
    struct view_posts *ret, struct err *err);

/* The raw bytes of a post, if the view holds it; RC_NOENT else. */
enum rc view_raw(struct view *view, int64_t post_id, char **ret,
    size_t *ret_n, struct err *err);

#endif
