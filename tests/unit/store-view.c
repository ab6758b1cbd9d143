/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A view shows the posts of its audiences, their places and names in it, and
 * refuses everything else.
 */
#include "lib/store/view.h"

#include "lib/store/store-private.h"
#include "lib/store/view-private.h"
#include "tests/unit/store-fixture.h"

/* The scene.  acme is mixed, beta is mixed, eng is internal and open. */
struct scene {
	char *path;
	struct list acme, beta, eng;
	int64_t question; /* acme shared, the first */
	int64_t inner; /* acme internal, answers the question */
	int64_t answer; /* acme shared, answers the inner one */
	int64_t of_beta; /* beta internal */
	int64_t of_eng; /* eng internal */
};

static int64_t
say(struct store *store, const char *msgid, int64_t audience_id)
{
	return add_post(
	    store, add_message(store, msgid, msgid), audience_id, msgid, "");
}

static void
put(struct store *store, int64_t post_id, struct place a, struct place b)
{
	struct place rows[] = { a, b };
	const struct places places = { rows, b.ancestor_id == 0 ? 1 : 2 };
	struct err err = ERR_INIT;

	must(place_set(store, post_id, &places, &err), &err, "place");
}

static struct scene
make_scene(void)
{
	struct scene s = { .path = file_join(tap_scratch(), "view.db") };
	auto_store struct store *store = open_store(s.path, STORE_CREATE);
	const struct place none = { .ancestor_id = 0 };

	s.acme = add_list(store, "acme", LIST_MIXED, false);
	s.beta = add_list(store, "beta", LIST_MIXED, false);
	s.eng = add_list(store, "eng", LIST_INTERNAL, true);
	s.question = say(store, "question@x", s.acme.shared_id);
	s.inner = say(store, "inner@x", s.acme.internal_id);
	s.answer = say(store, "answer@x", s.acme.shared_id);
	s.of_beta = say(store, "beta@x", s.beta.internal_id);
	s.of_eng = say(store, "eng@x", s.eng.internal_id);
	put(store, s.inner, (struct place){ s.acme.shared_id, s.question, 1 },
	    none);
	put(store, s.answer, (struct place){ s.acme.internal_id, s.inner, 1 },
	    (struct place){ s.acme.shared_id, s.question, 2 });
	return s;
}

static const struct {
	const char *name;
	const char *msgids; /* newest first */
} views[] = {
	{ "acme.client", "answer@x question@x" },
	{ "acme.internal", "eng@x answer@x inner@x question@x" },
	{ "beta.client", "" },
	{ "beta.internal", "eng@x beta@x" },
	{ "eng.internal", "eng@x" },
	{ "company", "eng@x" },
};

static struct view *
open_view(const struct scene *s, const char *name)
{
	struct view *view = NULL;
	struct err err = ERR_INIT;

	must(view_open(s->path, name, &view, &err), &err, name);
	return view;
}

static void
test_rows(const struct scene *s)
{
	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		auto_view struct view *view = open_view(s, views[i].name);
		auto_view_posts struct view_posts posts = { .n = 0 };
		auto_strv struct strv want = STRV_INIT;
		struct err err = ERR_INIT;
		uint64_t n_rows = 0;

		strv_split(&want, views[i].msgids, " ");
		must(view_recent(view, 0, 100, &posts, &err), &err, "recent");
		tap_is_int((intmax_t)posts.n, (intmax_t)want.n, "posts of %s",
		    views[i].name);
		for (size_t k = 0; k < posts.n && k < want.n; k++)
			tap_is_string(posts.v[k].msgid, want.v[k], "%s %zu",
			    views[i].name, k);
		must(view_try(view, "SELECT post_id, packed FROM shown_raw",
			 &n_rows, &err),
		    &err, "shown_raw");
		tap_is_int((intmax_t)n_rows, (intmax_t)want.n,
		    "raw bytes of no other post in %s", views[i].name);
	}
}

static void
test_unknown(const struct scene *s)
{
	static const char *const names[] = { "eng.client", "none.client",
		"acme", "acme.public", "", "." };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct view *view = NULL;
		struct err err = ERR_INIT;

		tap_is_int(view_open(s->path, names[i], &view, &err), RC_NOENT,
		    "no view \"%s\"", names[i]);
		tap_has(err.text, "no view", "and says so");
	}
}

static const struct view_post *
find(const struct view_posts *posts, int64_t id)
{
	for (size_t i = 0; i < posts->n; i++)
		if (posts->v[i].id == id)
			return &posts->v[i];
	printf("Bail out! post %jd is not in the view\n", (intmax_t)id);
	exit(EXIT_FAILURE);
}

static void
test_places(const struct scene *s)
{
	auto_view struct view *client = open_view(s, "acme.client");
	auto_view struct view *internal = open_view(s, "acme.internal");
	auto_view_posts struct view_posts outside = { .n = 0 };
	auto_view_posts struct view_posts inside = { .n = 0 };
	struct err err = ERR_INIT;

	must(view_recent(client, 0, 100, &outside, &err), &err, "recent");
	must(view_recent(internal, 0, 100, &inside, &err), &err, "recent");
	tap_is_int(find(&outside, s->answer)->parent_id, s->question,
	    "for clients the answer follows the question");
	tap_is_int(find(&inside, s->answer)->parent_id, s->inner,
	    "inside it follows the inner post");
	tap_is_int(find(&inside, s->inner)->parent_id, s->question,
	    "which follows the question");
	tap_is_int(
	    find(&inside, s->question)->parent_id, 0, "which is the first");
	tap_ok(find(&inside, s->inner)->is_internal &&
		!find(&inside, s->answer)->is_internal,
	    "and each side is told");
	tap_is_string(find(&inside, s->of_eng)->list, "eng", "and the list");
}

static void
test_bounds(const struct scene *s)
{
	auto_view struct view *view = open_view(s, "acme.internal");
	auto_view_posts struct view_posts two = { .n = 0 };
	auto_view_posts struct view_posts old = { .n = 0 };
	struct err err = ERR_INIT;

	must(view_recent(view, NOW + 1, 2, &two, &err), &err, "recent");
	tap_is_int((intmax_t)two.n, 2, "at most two");
	must(view_recent(view, NOW, 100, &old, &err), &err, "recent");
	tap_is_int((intmax_t)old.n, 0, "none before the first");
}

static void
test_raw(const struct scene *s)
{
	auto_view struct view *view = open_view(s, "acme.client");
	const int64_t others[] = { s->inner, s->of_beta, s->of_eng, 4711 };
	auto_free char *raw = NULL;
	struct err err = ERR_INIT;
	size_t n_raw = 0;

	tap_is_int(view_raw(view, s->question, &raw, &n_raw, &err), RC_OK,
	    "raw bytes");
	tap_is_bytes(raw, n_raw, "question@x", 10, "of a post of the view");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		char *none = NULL;

		tap_is_int(view_raw(view, others[i], &none, &n_raw, &err),
		    RC_NOENT, "not of another, %zu", i);
	}
}

static const char *const refused[] = {
	"SELECT * FROM post",
	"SELECT 1 FROM post",
	"SELECT count(*) FROM message",
	"SELECT count(*) FROM shown_post",
	"SELECT * FROM temp.seen",
	"SELECT * FROM sqlite_schema",
	"SELECT * FROM sqlite_master",
	"SELECT * FROM temp.sqlite_schema",
	"SELECT * FROM sqlite_sequence",
	"SELECT * FROM dbstat",
	"SELECT * FROM sqlite_dbpage",
	"SELECT * FROM pragma_table_list",
	"SELECT * FROM pragma_table_info('post')",
	"SELECT * FROM json_each('[1]')",
	"SELECT * FROM fts5vocab('x', 'row')",
	"SELECT * FROM message AS shown_post",
	"SELECT * FROM (SELECT * FROM message) AS shown_post",
	"SELECT (SELECT subject FROM message LIMIT 1) FROM shown_post",
	"SELECT id FROM shown_post WHERE EXISTS (SELECT 1 FROM journal)",
	"SELECT id FROM shown_post UNION SELECT id FROM post",
	"SELECT id FROM shown_post ORDER BY (SELECT max(id) FROM post)",
	"SELECT * FROM shown_post JOIN message USING (subject)",
	"WITH shown_post AS (SELECT * FROM message) SELECT * FROM shown_post",
	"/**/with shown_post as (select * from message) select * from "
	"shown_post",
	"SELECT * FROM (WITH shown_raw AS (SELECT * FROM raw)"
	" SELECT * FROM shown_raw)",
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
	" SELECT i FROM n LIMIT 3",
	"ATTACH 'other.db' AS other",
	"ATTACH ':memory:' AS other",
	"DETACH main",
	"PRAGMA query_only = OFF",
	"PRAGMA query_only",
	"PRAGMA database_list",
	"PRAGMA table_info(post)",
	"PRAGMA writable_schema = ON",
	"PRAGMA trusted_schema = ON",
	"SELECT load_extension('x')",
	"SELECT writefile('x', 'y')",
	"SELECT readfile('/etc/passwd')",
	"SELECT sqlite_compileoption_used('x')",
	"CREATE TEMP TABLE mine (id INTEGER)",
	"CREATE TEMP VIEW mine AS SELECT * FROM message",
	"CREATE TEMP TRIGGER mine AFTER INSERT ON temp.seen BEGIN SELECT 1; "
	"END",
	"INSERT INTO temp.seen SELECT id FROM audience",
	"INSERT INTO temp.seen VALUES (1)",
	"DELETE FROM post",
	"UPDATE shown_post SET id = 1",
	"DROP VIEW temp.shown_post",
	"VACUUM INTO 'copy.db'",
	"ANALYZE",
	"REINDEX",
	"BEGIN",
	"SAVEPOINT x",
};

static void
test_refused(const struct scene *s)
{
	auto_view struct view *view = open_view(s, "acme.client");

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct err err = ERR_INIT;
		uint64_t n_rows = 0;

		tap_is_int(view_try(view, refused[i], &n_rows, &err), RC_PERM,
		    "refused: %s", refused[i]);
	}
}

/* Every table there is, by another door. */
static void
test_all_tables(const struct scene *s)
{
	auto_view struct view *view = open_view(s, "acme.internal");
	auto_store struct store *store = open_store(s->path, STORE_READ);
	auto_query struct query q = query_on(store,
	    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
	struct err err = ERR_INIT;
	uint64_t n = 0;
	size_t n_tables = 0;
	enum rc rc;

	/* Connects FTS5: what refuses is to be the authorizer. */
	must(view_try(view,
		 "SELECT post_id FROM shown_shared_text WHERE words = 'x' UNION"
		 " SELECT post_id FROM shown_internal_text WHERE words = 'x'",
		 &n, &err),
	    &err, "connect");
	while ((rc = query_step(&q, &err)) == RC_OK) {
		auto_free char *table = column_text(&q, 0);
		auto_free char *sql =
		    mem_format("SELECT * FROM main.\"%s\"", table);
		struct err refusal = ERR_INIT;
		uint64_t n_rows = 0;

		n_tables++;
		tap_is_int(view_try(view, sql, &n_rows, &refusal), RC_PERM,
		    "refused: %s", sql);
		tap_has(refusal.text, "prohibited", "by the authorizer");
	}
	tap_is_int(rc, RC_NOENT, "all tables seen");
	tap_ok(n_tables > 28, "which are %zu", n_tables);
}

/* A dictionary has words of every message it learned from: a view reaches it
 * only to unpack its own. */
static void
test_dictionary(void)
{
	auto_free char *path = file_join(tap_scratch(), "dictionary.db");
	struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	const struct scene s = { .path = path };
	struct view *client = NULL;
	auto_free char *raw = NULL;
	struct err err = ERR_INIT;
	size_t n_raw = 0;
	int64_t id = 0;
	uint64_t n = 0;

	must(store_begin(store, &err), &err, "begin");
	for (int i = 0; i <= RAW_TRAIN_AT; i++) {
		auto_free char *text = mem_format(
		    "From: Somebody <%d@example.com>\nSubject: number %d\n\n"
		    "The gear box number %d arrives on day %d.\n",
		    i % 17, i * 7, i * 13 % 101, i % 31);

		id = add_message(store, "x@x", text);
	}
	add_post(store, id, acme.internal_id, "x@x", "");
	must(store_commit(store, &err), &err, "commit");
	client = open_view(&s, "acme.client");
	must(view_try(client, "SELECT bytes FROM shown_dictionary", &n, &err),
	    &err, "shown_dictionary");
	tap_is_int((intmax_t)n, 0, "no dictionary for who has no post");
	view_close(client);
	id = add_post(store, id, acme.shared_id, "x@x", "");
	store_close(store);
	client = open_view(&s, "acme.client");
	must(view_try(client, "SELECT bytes FROM shown_dictionary", &n, &err),
	    &err, "shown_dictionary");
	tap_is_int((intmax_t)n, 1, "one for who has a post packed with it");
	tap_is_int(view_raw(client, id, &raw, &n_raw, &err), RC_OK,
	    "raw bytes packed with it");
	tap_has(raw, "Subject: number 7000\n\n", "are unpacked");
	view_close(client);
}

int
main(void)
{
	struct scene s = make_scene();

	test_rows(&s);
	test_unknown(&s);
	test_places(&s);
	test_bounds(&s);
	test_raw(&s);
	test_refused(&s);
	test_all_tables(&s);
	test_dictionary();
	list_release(&s.acme);
	list_release(&s.beta);
	list_release(&s.eng);
	free(s.path);
	return tap_done();
}
