/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of a view share: its connection, and reading posts from it.
 */
#ifndef LIB_STORE_VIEW_PRIVATE_H
#define LIB_STORE_VIEW_PRIVATE_H

#include "lib/store/store-private.h"
#include "lib/store/view.h"

struct view {
	struct store *store;
	bool has_shared; /* audiences of this side are in it */
	bool has_internal;
};

/* What makes the temporary SQL views (view-schema.c); the last two only for
 * the sides that the view has. */
extern const char view_schema[];
extern const char view_shared_text_schema[];
extern const char view_internal_text_schema[];

/* A query that the authorizer has allowed. */
struct query view_query(struct view *view, const char *constant_sql);

/* The columns of shown_post that view_posts_read reads. */
#define VIEW_POST_COLUMNS                                          \
	"id, msgid, shown_id, accepted_s, list, is_internal,"      \
	" subject, from_name, date_s, parent_id, is_second, hash," \
	" author_side"

enum rc
view_posts_read(struct query *query, struct view_posts *ret, struct err *err);

/* The statement of a search, for who wants to see how SQLite runs it. */
const char *view_search_sql(const struct view *view);

/* For the test of the authorizer: run any statement as one of view.c would be
 * run.  RC_PERM when it is refused; *ret_n_rows is how many rows came. */
enum rc view_try(
    struct view *view, const char *sql, uint64_t *ret_n_rows, struct err *err);

#endif
