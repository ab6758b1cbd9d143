/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The full-text index, and by which doors nobody gets at it.
 */
#include "lib/store/text.h"

#include "tests/unit/search-fixture.h"

static void
test_index(void)
{
	auto_free char *path = file_join(tap_scratch(), "index.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	auto_view struct view *client = open_view(path, "acme.client");
	const struct view_term word = { .words = "pump" };
	const struct view_search pump = { .terms = &word, .n_terms = 1 };
	auto_view_posts struct view_posts posts = { .n = 0 };
	int64_t first = say(store, 0), inner = say(store, 1);
	int64_t ids[4] = { 0 };
	struct err err = ERR_INIT;
	uint64_t n_indexed = 9;
	size_t n = 0;

	must(text_missing(store, 0, 4, ids, &n, &err), &err, "missing");
	tap_ok(
	    n == 2 && ids[0] == first && ids[1] == inner, "both are missing");
	must(text_missing(store, first, 4, ids, &n, &err), &err, "missing");
	tap_ok(n == 1 && ids[0] == inner, "one behind the first");
	must(text_missing(store, 0, 1, ids, &n, &err), &err, "missing");
	tap_ok(n == 1 && ids[0] == first, "at most one");
	must(text_count(store, &n_indexed, &err), &err, "count");
	tap_is_int((intmax_t)n_indexed, 0, "none is indexed");
	index_one(store, inner, 1);
	must(text_count(store, &n_indexed, &err), &err, "count");
	tap_is_int((intmax_t)n_indexed, 1, "one is");
	must(store_begin(store, &err), &err, "begin");
	must(store_mark(store, &err), &err, "mark");
	index_one(store, first, 0);
	store_back_to_mark(store);
	must(store_commit(store, &err), &err, "commit");
	must(text_missing(store, 0, 4, ids, &n, &err), &err, "missing");
	tap_ok(n == 1 && ids[0] == first, "what was undone is not indexed");
	index_one(store, first, 0);
	tap_is_int(text_add(store, first, SIDE_CLIENT, &said[3].text, &err),
	    RC_OK, "a second text for a post");
	must(text_count(store, &n_indexed, &err), &err, "count");
	tap_is_int((intmax_t)n_indexed, 2, "counts once");
	tap_is_int(text_add(store, 4711, SIDE_CLIENT, &said[0].text, &err),
	    RC_NOENT, "no text without its post");
	must(view_search(client, &pump, 0, 9, &posts, &err), &err, "search");
	tap_is_int((intmax_t)posts.n, 0, "and the first one stays");
	tap_is_int(store_check(store, &err), RC_OK, "the file is sound");
}

/* Every loop of a search but the index's own goes by a key. */
static void
test_plan(const char *path)
{
	static const char *const names[] = { "acme.client", "acme.internal",
		"company" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		auto_view struct view *view = open_view(path, names[i]);
		auto_free char *sql =
		    mem_format("EXPLAIN QUERY PLAN %s", view_search_sql(view));
		auto_query struct query q = query_on(view->store, sql);
		size_t n_index = 0, n_scans = 0;
		struct err err = ERR_INIT;
		enum rc rc;

		while ((rc = query_step(&q, &err)) == RC_OK) {
			auto_free char *step = column_text(&q, 3);

			if (strstr(step, "VIRTUAL TABLE INDEX") != NULL &&
			    strstr(step, ":M5") != NULL)
				n_index++;
			else if (strncmp(step, "SCAN ", 5) == 0)
				n_scans++;
		}
		tap_is_int(rc, RC_NOENT, "a plan for %s", names[i]);
		tap_is_int((intmax_t)n_index,
		    view->has_shared + view->has_internal,
		    "asks the index of each side");
		tap_is_int((intmax_t)n_scans, 0, "and reads no table through");
		/* The statement's text ends with this scope. */
		query_release(&q);
		store_forget_statements(view->store);
	}
}

/* The schema and the settings of the index change, and words come in, while a
 * view is open. */
static void
test_while_open(const char *path)
{
	auto_view struct view *view = open_view(path, "acme.internal");
	auto_store struct store *store = open_store(path, STORE_WRITE);
	const struct view_term term = { .words = "tungsten" };
	const struct view_search search = { &term, 1, NULL, 0, 0 };
	const struct text text = { "", "", "tungsten", "", "" };
	auto_view_posts struct view_posts none = { .n = 0 };
	auto_view_posts struct view_posts one = { .n = 0 };
	auto_view_posts struct view_posts recent = { .n = 0 };
	struct err err = ERR_INIT;
	int64_t id;

	must(store_script(store, "CREATE TABLE more (id INTEGER);", &err), &err,
	    "change");
	tap_is_int(view_recent(view, 0, 9, &recent, &err), RC_OK,
	    "the schema changed: posts %s", err.text);
	tap_is_int(view_search(view, &search, 0, 9, &none, &err), RC_OK,
	    "a first search %s", err.text);
	id = add_post(store, add_message(store, "new", "new"), 2, "new", "");
	must(text_add(store, id, SIDE_INTERNAL, &text, &err), &err, "text");
	must(store_script(store,
		 "INSERT INTO text_internal (text_internal, rank)"
		 " VALUES ('automerge', 8);"
		 "INSERT INTO text_shared (text_shared, rank)"
		 " VALUES ('automerge', 8);",
		 &err),
	    &err, "settings");
	tap_is_int(view_search(view, &search, 0, 9, &one, &err), RC_OK,
	    "a second one %s", err.text);
	tap_ok(none.n == 0 && one.n == 1, "finds what came between");
}

static const char *const refused[] = {
	"SELECT rowid FROM text_shared",
	"SELECT rowid FROM text_shared WHERE text_shared MATCH 'gear'",
	"SELECT rowid FROM text_shared('gear')",
	"SELECT rowid FROM text_internal WHERE text_internal = 'gear'",
	"SELECT rank FROM text_shared WHERE text_shared = 'gear'",
	"SELECT bm25(text_shared) FROM text_shared('gear')",
	"SELECT highlight(text_shared, 0, '[', ']') FROM text_shared('gear')",
	"SELECT snippet(text_shared, 0, '', '', '', 9) FROM text_shared",
	"SELECT rank FROM shown_shared_text WHERE words = 'gear'",
	"SELECT subject FROM shown_shared_text WHERE words = 'gear'",
	"SELECT bm25(words) FROM shown_shared_text WHERE words = 'gear'",
	"SELECT snippet(words, 0, '', '', '', 9) FROM shown_shared_text"
	" WHERE words = 'gear'",
	"SELECT post_id FROM shown_shared_text WHERE words MATCH 'gear'",
	"SELECT fts5_source_id()",
	"SELECT fts5(NULL)",
	"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, text_shared, row)",
	"CREATE VIRTUAL TABLE temp.t USING fts5(x)",
	"SELECT * FROM fts5vocab",
	"PRAGMA data_version",
	"PRAGMA main.data_version",
	"INSERT INTO text_shared (text_shared) VALUES ('optimize')",
	"INSERT INTO text_internal (own) VALUES ('x')",
	"DELETE FROM text_shared_data",
};

static void
test_refused(const char *path)
{
	static const char *const tables[] = { "data", "idx", "content",
		"docsize", "config" };
	auto_view struct view *view = open_view(path, "acme.internal");
	struct err err = ERR_INIT;
	uint64_t n = 0;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		tap_is_int(view_try(view, refused[i], &n, &err), RC_PERM,
		    "refused: %s", refused[i]);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		auto_free char *shared =
		    mem_format("SELECT * FROM main.text_shared_%s", tables[i]);
		auto_free char *internal = mem_format(
		    "SELECT * FROM main.text_internal_%s", tables[i]);

		tap_is_int(view_try(view, shared, &n, &err), RC_PERM,
		    "refused: %s", shared);
		tap_is_int(view_try(view, internal, &n, &err), RC_PERM,
		    "refused: %s", internal);
	}
}

static const struct {
	const char *view;
	enum rc shared, internal;
	uint64_t n_shared, n_internal;
} sides[] = {
	{ "acme.client", RC_OK, RC_PERM, 2, 0 },
	{ "acme.internal", RC_OK, RC_OK, 2, 2 },
	{ "company", RC_PERM, RC_OK, 0, 1 },
};

/* By the views of the text themselves: only rows of the view, and no view
 * for a side that is not in it. */
static void
test_sides(const char *path)
{
	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		auto_view struct view *view = open_view(path, sides[i].view);
		uint64_t n_shared = 0, n_internal = 0;
		struct err err = ERR_INIT;

		tap_is_int(view_try(view,
			       "SELECT post_id FROM shown_shared_text"
			       " WHERE words = 'gear'",
			       &n_shared, &err),
		    sides[i].shared, "%s: the shared text", sides[i].view);
		tap_is_int(view_try(view,
			       "SELECT post_id FROM shown_internal_text"
			       " WHERE words = 'gear'",
			       &n_internal, &err),
		    sides[i].internal, "and the internal one");
		tap_ok(n_shared == sides[i].n_shared &&
			n_internal == sides[i].n_internal,
		    "only posts of the view");
	}
}

/* Not even the vocabulary of one side is in the other's table. */
static void
test_apart(const char *path)
{
	auto_store struct store *store = open_store(path, STORE_READ);
	auto_query struct query inside =
	    query_on(store, "SELECT count(*) FROM text_internal('beryllium')");
	auto_query struct query outside =
	    query_on(store, "SELECT count(*) FROM text_shared('beryllium')");
	struct err err = ERR_INIT;

	must(query_step(&inside, &err), &err, "inside");
	must(query_step(&outside, &err), &err, "outside");
	tap_is_int(column_int(&inside, 0), 1, "an inner word is inside");
	tap_is_int(column_int(&outside, 0), 0, "and not outside");
}

/* A site where nothing is open inside. */
static void
test_empty_view(void)
{
	auto_free char *path = file_join(tap_scratch(), "empty.db");
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_view struct view *view = NULL;
	const struct view_term term = { .words = "gear" };
	const struct view_search search = { &term, 1, NULL, 0, 0 };
	struct err err = ERR_INIT;

	store_close(open_store(path, STORE_CREATE));
	view = open_view(path, "company");
	tap_is_int(view_search(view, &search, 0, 9, &posts, &err), RC_OK,
	    "a search where nothing is %s", err.text);
	tap_is_int((intmax_t)posts.n, 0, "finds nothing");
}

int
main(void)
{
	auto_free char *path = make_scene();

	test_index();
	test_plan(path);
	test_refused(path);
	test_sides(path);
	test_apart(path);
	test_empty_view();
	test_while_open(path);
	return tap_done();
}
