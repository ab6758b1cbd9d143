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

#include "lib/base/strv.h"
#include "lib/store/list.h"
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
	int64_t id; /* for this process only: never shown */
	char name[27]; /* how it is named outside (DESIGN.md 5, Ids) */
	char *msgid; /* as copies show it */
	int64_t parent_id; /* in this view, 0 for the first of a conversation */
	char *list;
	bool is_internal;
	char *subject;
	char *from_name;
	enum side author_side; /* SIDE_NONE: visitor, stranger */
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

/* One post of the view by its id, or by how it is named outside.  RC_NOENT
 * when the view does not hold it. */
enum rc view_post(
    struct view *view, int64_t post_id, struct view_post *ret, struct err *err);
enum rc view_post_by_name(struct view *view, const char *name,
    struct view_post *ret, struct err *err);
void view_post_release(struct view_post *post);
#define auto_view_post __attribute__((cleanup(view_post_release)))

/* The posts whose parent in this view it is, by order of acceptance. */
enum rc view_children(struct view *view, int64_t post_id,
    struct view_posts *ret, struct err *err);

/* The first post of the conversation that a post belongs to in this view: at
 * most VIEW_DEPTH steps up. */
enum rc
view_root(struct view *view, int64_t post_id, int64_t *ret, struct err *err);
enum { VIEW_DEPTH = 10000 };

/* Posts of the view's own lists (not of what is only open inside, unless the
 * view is `company`) with a date from since_s until before until_s, by date;
 * list NULL: of all.  For the pages of a month. */
enum rc view_dated(struct view *view, const char *list, int64_t since_s,
    int64_t until_s, struct view_posts *ret, struct err *err);

/* Posts of the view accepted from since_s until before until_s, in order of
 * acceptance.  For digests. */
enum rc view_accepted(struct view *view, int64_t since_s, int64_t until_s,
    struct view_posts *ret, struct err *err);

/* When the last digest of this view ended: what was accepted before was told.
 * RC_NOENT when there was none. */
enum rc
view_last_digest(struct view *view, int64_t *ret_until_s, struct err *err);

/* What was accepted or moved since a mark, oldest first, at most max; a post
 * stands there once for each time.  ret has room for max.  Begin with mark 0
 * and go on with the mark of the last one: keep it in SITE/state, never show
 * it. */
struct view_change {
	int64_t post_id;
	int64_t mark;
};
enum rc view_changes(struct view *view, int64_t mark, size_t max,
    struct view_change *ret, size_t *ret_n, struct err *err);

/* A list that the view shows, by name. */
struct view_list {
	char *name;
	char *purpose;
	bool is_mixed;
	bool is_own; /* the view is named after it; in `company` all are */
};
struct view_lists {
	struct view_list *v;
	size_t n;
};
enum rc view_lists(struct view *view, struct view_lists *ret, struct err *err);
void view_lists_release(struct view_lists *lists);
#define auto_view_lists __attribute__((cleanup(view_lists_release)))

/* A search: all terms must hold. */
enum view_field { VIEW_ANY, VIEW_FROM, VIEW_SUBJECT };
struct view_term {
	const char *words; /* one word, or a phrase of several */
	bool is_prefix; /* the last word may go on (from three letters) */
	bool is_not;
	enum view_field field;
};
struct view_search {
	const struct view_term *terms;
	size_t n_terms;
	const char *list; /* NULL: any */
	int64_t after_s; /* dated at or after, 0: no bound */
	int64_t before_s; /* dated before, 0: no bound */
};

/* At most max posts that match, newest accepted first, accepted before the
 * post before_id (0: the newest).  RC_PERM for a search without any term
 * that must hold, or a prefix that is too short. */
enum rc view_search(struct view *view, const struct view_search *search,
    int64_t before_id, size_t max, struct view_posts *ret, struct err *err);

/* The names of all views of the site, by name: "company", and for each list
 * "LIST.client" (mixed) and "LIST.internal". */
enum rc
view_names(const char *database_path, struct strv *ret, struct err *err);

/* The raw bytes of a post, if the view holds it; RC_NOENT else. */
enum rc view_raw(struct view *view, int64_t post_id, char **ret, size_t *ret_n,
    struct err *err);

#endif
