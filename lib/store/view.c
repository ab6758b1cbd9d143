/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection of a view has temporary SQL views, whose rows are bounded by
 * a temporary table of the audiences:
 *
 *	shown_post        a row for each post of the audiences
 *	shown_time        the same, to be found by time
 *	shown_name        what they may be called
 *	shown_step        from a post to those whose place names it
 *	shown_change      what was accepted or moved
 *	shown_list        the lists of the audiences
 *	shown_raw         packed bytes of a post
 *	shown_dictionary  what is needed to unpack them
 *	shown_shared_text, shown_internal_text
 *	                  the posts that match words; each only in a view that
 *	                  has audiences of that side
 *	shown_digest      when the digests of this very view ended
 *	seen              the audiences, and shown_as, the name of the view; read by the others, never directly
 *
 * Once they stand, an authorizer lets statements read the columns of those
 * views, and lets the views read the tables behind them: SQLite names the
 * innermost view that causes a read.  It names it by what stands in the FROM
 * clause, so a WITH clause could take the name of a view; no statement here
 * has one, and none is let through.  A table of which no column is read is
 * refused in any place, so count(*) on a view is refused as well (an INTEGER
 * PRIMARY KEY does not count: seen is WITHOUT ROWID), and every function is.
 *
 * FTS5 prepares statements of its own, on the tables it keeps its index in,
 * at the moment it needs them.  That moment is always within a step of one of
 * our statements, in which none of ours is prepared but itself again: so the
 * authorizer lets these through while a step runs, and only then, and only
 * for the sides of the view.
 */
#include "lib/store/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/store/list.h"
#include "lib/store/view-private.h"

_Static_assert(SIDE_INTERNAL == 1 && SIDE_CLIENT == 2,
    "list.h and the SQL below agree");

/* The parent is the nearest ancestor that the view holds (post.h); of two
 * equally near, which happens when one message was posted twice, the one of
 * the post's own audience.
 *
 * The keeper of a Message-ID is the first shared post that has it, else the
 * first: posts of any other message with that id have another name.
 *
 * The + keeps SQLite from looking for posts by audience where they are asked
 * for by id; by audience and time they are found through shown_time. */
static const char temporary_schema[] =
    "CREATE TEMP TABLE seen ("
    " audience_id INTEGER PRIMARY KEY, is_own INTEGER NOT NULL"
    ") WITHOUT ROWID;"
    "CREATE TEMP VIEW shown_post AS SELECT"
    " post.id AS id,"
    " post.msgid AS msgid,"
    " post.shown_id AS shown_id,"
    " post.accepted_s AS accepted_s,"
    " post.author_side AS author_side,"
    " list.name AS list,"
    " audience.side = 1 AS is_internal,"
    " message.subject AS subject,"
    " message.from_name AS from_name,"
    " message.date_s AS date_s,"
    " message.hash AS hash,"
    " (SELECT place.ancestor_id FROM main.place"
    "  JOIN main.post AS own ON own.id = place.post_id"
    "  WHERE place.post_id = post.id AND place.audience_id IN"
    "  (SELECT audience_id FROM temp.seen)"
    "  ORDER BY place.distance, place.audience_id <> own.audience_id,"
    "  place.ancestor_id LIMIT 1) AS parent_id,"
    " post.message_id <>"
    "  (SELECT other.message_id FROM main.post AS other"
    "   JOIN main.audience AS its ON its.id = other.audience_id"
    "   WHERE other.msgid = post.msgid AND +other.audience_id IN"
    "   (SELECT audience_id FROM temp.seen)"
    "   ORDER BY its.side DESC, other.id LIMIT 1) AS is_second"
    " FROM main.post"
    " JOIN main.message ON message.id = post.message_id"
    " JOIN main.audience ON audience.id = post.audience_id"
    " JOIN main.list ON list.id = audience.list_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_time AS SELECT"
    " post.id AS post_id,"
    " post.accepted_s AS accepted_s,"
    " post.date_s AS date_s,"
    " seen.is_own AS is_own,"
    " (SELECT list.name FROM main.audience"
    "  JOIN main.list ON list.id = audience.list_id"
    "  WHERE audience.id = post.audience_id) AS list"
    " FROM temp.seen"
    " CROSS JOIN main.post ON post.audience_id = seen.audience_id;"
    "CREATE TEMP VIEW shown_name AS SELECT"
    " name.name AS name,"
    " name.post_id AS post_id"
    " FROM main.name"
    " JOIN main.post ON post.id = name.post_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_step AS SELECT"
    " place.ancestor_id AS ancestor_id,"
    " place.post_id AS post_id"
    " FROM main.place"
    " JOIN main.post ON post.id = place.post_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen)"
    " AND +place.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_change AS SELECT"
    " change.mark AS mark,"
    " change.post_id AS post_id"
    " FROM temp.seen"
    " CROSS JOIN main.change ON change.audience_id = seen.audience_id;"
    "CREATE TEMP VIEW shown_list AS SELECT"
    " list.name AS name,"
    " list.purpose AS purpose,"
    " list.kind AS kind,"
    " max(seen.is_own) AS is_own"
    " FROM temp.seen"
    " JOIN main.audience ON audience.id = seen.audience_id"
    " JOIN main.list ON list.id = audience.list_id GROUP BY list.id;"
    "CREATE TEMP TABLE shown_as (view TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TEMP VIEW shown_digest AS SELECT"
    " digest.until_s AS until_s"
    " FROM temp.shown_as"
    " CROSS JOIN main.digest ON digest.view = shown_as.view;"
    "CREATE TEMP VIEW shown_raw AS SELECT"
    " post.id AS post_id,"
    " raw.dictionary_id AS dictionary_id,"
    " raw.n_bytes AS n_bytes,"
    " raw.packed AS packed"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_dictionary AS SELECT"
    " post.id AS post_id,"
    " dictionary.bytes AS bytes"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " JOIN main.dictionary ON dictionary.id = raw.dictionary_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);";

/* A comparison of `words` goes down to the index and searches it.  The first
 * statement connects FTS5 before the authorizer stands. */
#define TEXT_SCHEMA(table, view)                                          \
	"SELECT rowid FROM main." table " LIMIT 0;"                       \
	"CREATE TEMP VIEW " view " AS SELECT"                             \
	" " table ".rowid AS post_id,"                                    \
	" " table "." table " AS words,"                                  \
	" post.date_s AS date_s,"                                         \
	" (SELECT list.name FROM main.audience"                           \
	"  JOIN main.list ON list.id = audience.list_id"                  \
	"  WHERE audience.id = post.audience_id) AS list"                 \
	" FROM main." table                                               \
	" CROSS JOIN main.post ON post.id = +" table ".rowid"             \
	" WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"

static const char shared_text_schema[] =
    TEXT_SCHEMA("text_shared", "shown_shared_text");
static const char internal_text_schema[] =
    TEXT_SCHEMA("text_internal", "shown_internal_text");

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
	static const char *const views[] = { "shown_change",
		"shown_dictionary", "shown_digest", "shown_internal_text",
		"shown_list",
		"shown_name", "shown_post", "shown_raw", "shown_shared_text",
		"shown_step", "shown_time", NULL };
	static const char *const tables[] = { "audience", "change",
		"dictionary", "digest", "list", "message", "name", "place", "post",
		"raw", "text_internal", "text_shared", NULL };
	static const char *const own[] = { "seen", "shown_as", NULL };

	if (inside == NULL)
		return strcmp(database, "temp") == 0 && is_one_of(table, views);
	if (!is_one_of(inside, views))
		return false;
	return strcmp(database, "main") == 0 ? is_one_of(table, tables)
					     : is_one_of(table, own);
}

/* What FTS5 may read in a step: the tables of an index of the view. */
static bool
may_look_up(const struct view *view, const char *table, const char *database)
{
	static const char *const shared[] = { "text_shared_config",
		"text_shared_data", "text_shared_docsize", "text_shared_idx",
		NULL };
	static const char *const internal[] = { "text_internal_config",
		"text_internal_data", "text_internal_docsize",
		"text_internal_idx", NULL };

	if (!view->store->is_stepping || strcmp(database, "main") != 0)
		return false;
	return (view->has_shared && is_one_of(table, shared)) ||
	    (view->has_internal && is_one_of(table, internal));
}

static int
authorize(void *context, int action, const char *table, const char *column,
    const char *database, const char *inside)
{
	const struct view *view = context;
	bool may = action == SQLITE_SELECT;

	(void)column;
	if (action == SQLITE_READ && table != NULL && database != NULL)
		may = may_read(table, database, inside) ||
		    (inside == NULL && may_look_up(view, table, database));
	/* FTS5 asks so whether its index has changed. */
	if (action == SQLITE_PRAGMA && view->store->is_stepping)
		may = strcmp(table, "data_version") == 0 && column == NULL;
	return may ? SQLITE_OK : SQLITE_DENY;
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
		rc = store_script(view->store, shared_text_schema, err);
	if (rc == RC_OK && view->has_internal)
		rc = store_script(view->store, internal_text_schema, err);
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
		rc = store_script(view->store, temporary_schema, err);
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
	sqlite3_set_authorizer(view->store->db, authorize, view);
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
