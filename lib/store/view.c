/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection of a view has temporary SQL views, whose rows are bounded by
 * a temporary table of the audiences:
 *
 *	shown_post        a row for each post of the audiences
 *	shown_raw         its packed bytes
 *	shown_dictionary  what is needed to unpack them
 *	seen              the audiences; read by the others, never directly
 *
 * Once they stand, an authorizer lets statements read the columns of those
 * views, and lets the views read the tables behind them: SQLite names the
 * innermost view that causes a read.  It names it by what stands in the FROM
 * clause, so a WITH clause could take the name of a view; no statement here
 * has one, and none is let through.  A table of which no column is read is
 * refused in any place, so count(*) on a view is refused as well.
 */
#include "lib/store/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/list.h"
#include "lib/store/store-private.h"
#include "lib/store/view-private.h"

struct view {
	struct store *store;
};

_Static_assert(sizeof(((struct view_post *)NULL)->name) == NAME_BYTES &&
	SIDE_INTERNAL == 1 && SIDE_CLIENT == 2,
    "view.h, digest.h, list.h and the SQL below agree");

/* The parent is the nearest ancestor that the view holds (post.h); of two
 * equally near, which happens when one message was posted twice, the one of
 * the post's own audience.
 *
 * The keeper of a Message-ID is the first shared post that has it, else the
 * first: posts of any other message with that id have another name. */
static const char temporary_schema[] =
    "CREATE TEMP TABLE seen (audience_id INTEGER PRIMARY KEY);"
    "CREATE TEMP VIEW shown_post AS SELECT"
    " post.id AS id,"
    " post.msgid AS msgid,"
    " post.shown_id AS shown_id,"
    " post.accepted_s AS accepted_s,"
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
    "   WHERE other.msgid = post.msgid AND other.audience_id IN"
    "   (SELECT audience_id FROM temp.seen)"
    "   ORDER BY its.side DESC, other.id LIMIT 1) AS is_second"
    " FROM main.post"
    " JOIN main.message ON message.id = post.message_id"
    " JOIN main.audience ON audience.id = post.audience_id"
    " JOIN main.list ON list.id = audience.list_id"
    " WHERE post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_raw AS SELECT"
    " post.id AS post_id,"
    " raw.dictionary_id AS dictionary_id,"
    " raw.n_bytes AS n_bytes,"
    " raw.packed AS packed"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " WHERE post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_dictionary AS SELECT"
    " post.id AS post_id,"
    " dictionary.bytes AS bytes"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " JOIN main.dictionary ON dictionary.id = raw.dictionary_id"
    " WHERE post.audience_id IN (SELECT audience_id FROM temp.seen);";

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
	static const char *const views[] = { "shown_dictionary", "shown_post",
		"shown_raw", NULL };
	static const char *const tables[] = { "audience", "dictionary", "list",
		"message", "place", "post", "raw", NULL };

	if (table == NULL || database == NULL)
		return false;
	if (inside == NULL)
		return strcmp(database, "temp") == 0 && is_one_of(table, views);
	if (!is_one_of(inside, views))
		return false;
	return strcmp(database, "main") == 0 ? is_one_of(table, tables)
					     : strcmp(table, "seen") == 0;
}

static int
authorize(void *unused, int action, const char *table, const char *column,
    const char *database, const char *inside)
{
	(void)unused;
	(void)column;
	if (action == SQLITE_SELECT)
		return SQLITE_OK;
	if (action == SQLITE_READ && may_read(table, database, inside))
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

static struct query
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
		    "INSERT INTO temp.seen SELECT id FROM main.audience"
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
		    "INSERT INTO temp.seen SELECT id FROM main.audience"
		    " WHERE list_id = ? AND side = 2",
		    list.id, &n_audiences, err);
	else if (strcmp(dot, ".internal") == 0)
		rc = see(store,
		    "INSERT INTO temp.seen SELECT id FROM main.audience"
		    " WHERE list_id = ? OR (side = 1 AND is_open_inside)",
		    list.id, &n_audiences, err);
	if (rc == RC_OK && n_audiences == 0)
		return no_view(name, err);
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
		rc = store_script(view->store, "PRAGMA query_only = ON;", err);
	if (rc != RC_OK)
		return rc;
	/* What was prepared until now was never asked of the authorizer. */
	store_forget_statements(view->store);
	sqlite3_set_authorizer(view->store->db, authorize, NULL);
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

void
view_posts_release(struct view_posts *posts)
{
	for (size_t i = 0; i < posts->n; i++) {
		free(posts->v[i].msgid);
		free(posts->v[i].list);
		free(posts->v[i].subject);
		free(posts->v[i].from_name);
	}
	free(posts->v);
	*posts = (struct view_posts){ .n = 0 };
}

static void
read_view_post(struct query *q, struct view_post *ret)
{
	auto_free char *msgid = column_text(q, 1);
	const void *hash;
	size_t n_hash;

	ret->id = column_int(q, 0);
	ret->msgid = column_text(q, 2);
	ret->accepted_s = column_int(q, 3);
	ret->list = column_text(q, 4);
	ret->is_internal = column_int(q, 5) != 0;
	ret->subject = column_text(q, 6);
	ret->from_name = column_text(q, 7);
	ret->date_s = column_int(q, 8);
	ret->parent_id = column_int(q, 9);
	if (column_int(q, 10) == 0) {
		name_of_msgid(msgid, ret->name);
		return;
	}
	hash = column_bytes(q, 11, &n_hash);
	assert(n_hash == SHA256_BYTES);
	name_of_collision(msgid, hash, ret->name);
}

enum rc
view_recent(struct view *view, int64_t before_s, size_t max,
    struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT id, msgid, shown_id, accepted_s, list, is_internal,"
	    " subject, from_name, date_s, parent_id, is_second, hash"
	    " FROM shown_post WHERE ?1 = 0 OR accepted_s < ?1"
	    " ORDER BY id DESC LIMIT ?2");
	auto_view_posts struct view_posts posts = { .n = 0 };
	enum rc rc;

	bind_int(&q, before_s);
	bind_int(&q, max > INT64_MAX ? INT64_MAX : (int64_t)max);
	while ((rc = query_step(&q, err)) == RC_OK) {
		posts.v = array_grow(posts.v, posts.n, sizeof(*posts.v));
		read_view_post(&q, &posts.v[posts.n++]);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = posts;
	posts = (struct view_posts){ .n = 0 };
	return RC_OK;
}

enum rc
view_raw(struct view *view, int64_t post_id, char **ret, size_t *ret_n,
    struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT dictionary_id, n_bytes, packed FROM shown_raw"
	    " WHERE post_id = ?");
	enum rc rc;

	bind_id(&q, post_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	return raw_unpack(&q,
	    "SELECT bytes FROM shown_dictionary WHERE post_id = ?", post_id,
	    ret, ret_n, err);
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
	if (code == SQLITE_OK)
		while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
			n_rows++;
	sqlite3_finalize(stmt);
	if (code != SQLITE_DONE)
		return store_fail(store, code, err);
	*ret_n_rows = n_rows;
	return RC_OK;
}
