/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A view's connection shows what view-schema.c lists and nothing else.
 *
 * Once its temporary SQL views stand, an authorizer lets statements read the
 * columns of those views, and lets the views read the tables behind them:
 * SQLite names the innermost view that causes a read.  It names it by what
 * stands in the FROM clause, so a WITH clause could take the name of a view;
 * no statement here has one, and none is let through.  A table of which no
 * column is read is refused in any place, so count(*) on a view is refused as
 * well (an INTEGER PRIMARY KEY does not count: seen is WITHOUT ROWID), and
 * every function is.
 *
 * FTS5 prepares statements of its own, on the tables that hold its index,
 * when it needs them.  That is in a step of one of ours, during which nothing
 * of ours is prepared but that statement again: so their reads are let
 * through while a step runs, and only then.  (It also reads when it is
 * connected, which happens when SQLite looks what columns a temporary view
 * has; for that SQLite asks no authorizer.)
 */
#include "lib/store/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/store/list.h"
#include "lib/store/view-private.h"

_Static_assert(
    SIDE_INTERNAL == 1 && SIDE_CLIENT == 2, "list.h and the SQL below agree");

static bool
is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL)
		if (strcmp(name, *names++) == 0)
			return true;
	return false;
}

/* What a statement may read: columns of the views, and, from inside of them
 * only, of what they stand on. */
static bool
may_read(const char *table, const char *database, const char *inside)
{
	static const char *const views[] = { "shown_change", "shown_dictionary",
		"shown_digest", "shown_internal_text", "shown_list",
		"shown_name", "shown_post", "shown_raw", "shown_shared_text",
		"shown_step", "shown_time", NULL };
	static const char *const tables[] = { "audience", "change",
		"dictionary", "digest", "list", "message", "name", "place",
		"post", "raw", "text_internal", "text_shared", NULL };
	static const char *const own[] = { "seen", "shown_as", NULL };

	if (inside == NULL)
		return strcmp(database, "temp") == 0 && is_one_of(table, views);
	if (!is_one_of(inside, views))
		return false;
	return strcmp(database, "main") == 0 ? is_one_of(table, tables)
					     : is_one_of(table, own);
}

/* What FTS5 reads in a step; its data it reads by a handle, not by SQL. */
static bool
is_index(const char *table, const char *database)
{
	static const char *const tables[] = { "text_internal_config",
		"text_internal_idx", "text_shared_config", "text_shared_idx",
		NULL };

	return strcmp(database, "main") == 0 && is_one_of(table, tables);
}

static int
authorize(void *context, int action, const char *table, const char *column,
    const char *database, const char *inside)
{
	const struct store *store = context;

	(void)column;
	if (action == SQLITE_SELECT)
		return SQLITE_OK;
	if (action != SQLITE_READ || table == NULL || database == NULL)
		return SQLITE_DENY;
	if (may_read(table, database, inside))
		return SQLITE_OK;
	if (store->is_stepping && inside == NULL && is_index(table, database))
		return SQLITE_OK;
	return SQLITE_DENY;
}

/* Has it no WITH clause? */
static bool
is_plain(const char *sql)
{
	for (; *sql != '\0'; sql++)
		if (ascii_has_prefix(sql, "with"))
			return false;
	return true;
}

struct query
view_query(struct view *view, const char *constant_sql)
{
	assert(is_plain(constant_sql));
	return query_on(view->store, constant_sql);
}

/* Fill temp.seen by one of the statements below. */
static enum rc
see(struct store *store, const char *constant_sql, int64_t list_id,
    int *ret_n_changed, struct err *err)
{
	auto_query struct query q = query_on(store, constant_sql);

	if (list_id != 0)
		bind_id(&q, list_id);
	return query_run(&q, ret_n_changed, err);
}

static enum rc
no_view(const char *name, struct err *err)
{
	return err_set(err, RC_NOENT, "5.3.0",
	    "there is no view %s: take company, or LIST.client or "
	    "LIST.internal with a list of this site",
	    name);
}

/* Which audiences?  The table is in DESIGN.md 2, "view". */
static enum rc
see_audiences(struct store *store, const char *name, struct err *err)
{
	const char *dot = strrchr(name, '.');
	auto_list struct list list = { .id = 0 };
	auto_free char *list_name = NULL;
	int n_audiences = 0;
	enum rc rc;

	if (strcmp(name, "company") == 0)
		return see(store,
		    "INSERT INTO temp.seen SELECT id, 1 FROM main.audience"
		    " WHERE side = 1 AND is_open_inside",
		    0, &n_audiences, err);
	if (dot == NULL)
		return no_view(name, err);
	list_name = mem_dup_n(name, (size_t)(dot - name));
	rc = list_by_name(store, list_name, &list, err);
	if (rc == RC_NOENT)
		return no_view(name, err);
	if (rc != RC_OK)
		return rc;
	if (strcmp(dot, ".client") == 0)
		rc = see(store,
		    "INSERT INTO temp.seen SELECT id, 1 FROM main.audience"
		    " WHERE list_id = ? AND side = 2",
		    list.id, &n_audiences, err);
	else if (strcmp(dot, ".internal") == 0)
		rc = see(store,
		    "INSERT INTO temp.seen SELECT id, list_id = ?1"
		    " FROM main.audience"
		    " WHERE list_id = ?1 OR (side = 1 AND is_open_inside)",
		    list.id, &n_audiences, err);
	if (rc == RC_OK && n_audiences == 0)
		return no_view(name, err);
	return rc;
}

static enum rc
show_as(struct store *store, const char *name, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "INSERT INTO temp.shown_as VALUES (?)");

	bind_text(&q, name);
	return query_run(&q, NULL, err);
}

/* Make the views of the full text, of the view's sides only. */
static enum rc
show_text(struct view *view, struct err *err)
{
	auto_query struct query q = query_on(view->store,
	    "SELECT ifnull(max(side = 2), 0), ifnull(max(side = 1), 0)"
	    " FROM temp.seen"
	    " JOIN main.audience ON audience.id = seen.audience_id");
	enum rc rc = query_step(&q, err);

	if (rc != RC_OK)
		return rc;
	view->has_shared = column_int(&q, 0) != 0;
	view->has_internal = column_int(&q, 1) != 0;
	if (view->has_shared)
		rc = store_script(view->store, view_shared_text_schema, err);
	if (rc == RC_OK && view->has_internal)
		rc = store_script(view->store, view_internal_text_schema, err);
	return rc;
}

enum rc
view_open(const char *database_path, const char *name, struct view **ret,
    struct err *err)
{
	auto_view struct view *view = mem_zero(1, sizeof(*view));
	enum rc rc;

	rc = store_open(database_path, STORE_READ, &view->store, err);
	if (rc == RC_OK)
		rc = store_script(view->store, view_schema, err);
	if (rc == RC_OK)
		rc = see_audiences(view->store, name, err);
	if (rc == RC_OK)
		rc = show_as(view->store, name, err);
	if (rc == RC_OK)
		rc = show_text(view, err);
	if (rc == RC_OK)
		rc = store_script(view->store, "PRAGMA query_only = ON;", err);
	if (rc != RC_OK)
		return rc;
	/* What was prepared until now was never asked of the authorizer. */
	store_forget_statements(view->store);
	sqlite3_set_authorizer(view->store->db, authorize, view->store);
	*ret = take(view);
	return RC_OK;
}

void
view_close(struct view *view)
{
	if (view == NULL)
		return;
	store_close(view->store);
	free(view);
}

void
view_cleanup(struct view **view)
{
	view_close(*view);
	*view = NULL;
}

enum rc
view_try(
    struct view *view, const char *sql, uint64_t *ret_n_rows, struct err *err)
{
	struct store *store = view->store;
	sqlite3_stmt *stmt = NULL;
	uint64_t n_rows = 0;
	int code;

	if (!is_plain(sql))
		return err_set(err, RC_PERM, "5.3.0",
		    "a statement on a view has no WITH clause");
	code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
	store->is_stepping = true;
	if (code == SQLITE_OK)
		while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
			n_rows++;
	store->is_stepping = false;
	sqlite3_finalize(stmt);
	if (code != SQLITE_DONE)
		return store_fail(store, code, err);
	*ret_n_rows = n_rows;
	return RC_OK;
}
