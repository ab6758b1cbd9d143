/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening, schema steps, transactions, crashes, and who waits for whom.
 */
#include "lib/store/store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/store/journal.h"
#include "lib/store/store-private.h"
#include "tests/unit/store-fixture.h"

static const struct err no_err = ERR_INIT;

static int64_t
scalar(struct store *store, const char *constant_sql)
{
	auto_query struct query q = query_on(store, constant_sql);
	struct err err = ERR_INIT;

	must(query_step(&q, &err), &err, constant_sql);
	return column_int(&q, 0);
}

static uint64_t
n_journal(struct store *store)
{
	struct err err = ERR_INIT;
	uint64_t n = 0;

	must(journal_count(store, "test", &n, &err), &err, "journal_count");
	return n;
}

static enum rc
note(struct store *store, struct err *err)
{
	return journal_add(store, NOW, "test", 0, 0, "", err);
}

static void
test_open(void)
{
	auto_free char *path = file_join(tap_scratch(), "open.db");
	auto_store struct store *reader = NULL;
	auto_store struct store *store = NULL;
	struct err err = ERR_INIT;
	mode_t mask = umask(0);
	struct stat st;

	tap_is_int(store_open(path, STORE_WRITE, &store, &err), RC_NOENT,
	    "no database");
	tap_has(err.text, "trestle init", "the remedy is named");
	tap_is_int(store_open(path, STORE_READ, &store, &err), RC_NOENT,
	    "none to read");
	tap_is_int(store_open(path, STORE_CREATE, &store, &err), RC_OK,
	    "it is made: %s", err.text);
	umask(mask);
	tap_is_int(stat(path, &st), 0, "it is there");
	tap_is_int(st.st_mode & 07777, 0600, "whatever the umask: mode 0600");
	tap_is_int(scalar(store, "PRAGMA synchronous"), 2, "synchronous FULL");
	tap_is_int(scalar(store, "PRAGMA foreign_keys"), 1, "foreign keys");
	tap_is_int(
	    scalar(store, "PRAGMA trusted_schema"), 0, "schema distrust");
	tap_is_int(scalar(store, "PRAGMA cell_size_check"), 1, "cell sizes");
	tap_is_int(store_check(store, &err), RC_OK, "the check finds nothing");
	tap_is_int(store_open(path, STORE_READ, &reader, &err), RC_OK,
	    "a reader beside the writer");
	tap_is_int(note(reader, &err), RC_TEMP, "who cannot write");
	tap_is_int(note(store, &err), RC_OK, "while the writer can");
	tap_is_int((intmax_t)n_journal(reader), 1, "and the reader sees it");
}

static void
test_not_ours(void)
{
	static const struct {
		const char *name;
		const char *sql;
		const char *says;
	} rows[] = {
		{ "from the future", "PRAGMA user_version = 1000000",
		    "later Trestle" },
		{ "another program's", "PRAGMA application_id = 42",
		    "no Trestle database" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		auto_free char *path = file_join(tap_scratch(), rows[i].name);
		struct store *store = open_store(path, STORE_CREATE);
		struct err err = ERR_INIT;

		must(store_script(store, rows[i].sql, &err), &err, path);
		store_close(store);
		store = NULL;
		tap_is_int(store_open(path, STORE_WRITE, &store, &err), RC_PERM,
		    "a database %s is refused", rows[i].name);
		tap_has(err.text, rows[i].says, "with a clear sentence");
		tap_is_int(store_open(path, STORE_READ, &store, &err), RC_PERM,
		    "to a reader too");
	}
}

static void
test_garbage(void)
{
	auto_free char *path = file_join(tap_scratch(), "garbage.db");
	auto_store struct store *store = NULL;
	struct err err = ERR_INIT;
	char bytes[8192];

	memset(bytes, 'x', sizeof(bytes));
	must(file_replace(path, bytes, sizeof(bytes), 0600, &err), &err, path);
	tap_is_int(store_open(path, STORE_WRITE, &store, &err), RC_PERM,
	    "a file of garbage is refused");
	tap_has(err.text, "restore", "the remedy is named");
}

/* The real steps, and then two more, of which one may fail. */
static void
test_steps(void)
{
	static const char good[] =
	    "ALTER TABLE person ADD COLUMN motto TEXT NOT NULL DEFAULT '';"
	    "PRAGMA user_version = 1001;";
	static const char bad[] = "CREATE TABLE half (id INTEGER) STRICT;"
				  "UPDATE nothing SET x = 1;";
	const struct schema_step steps[] = {
		schema_steps[n_schema_steps - 1],
		{ 1001, good, NULL },
		{ 1002, bad, NULL },
	};
	auto_free char *path = file_join(tap_scratch(), "steps.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	struct err err = no_err;

	add_person(store, "ann@example.com");
	tap_is_int(schema_update(store, steps, 2, false, &err), RC_PERM,
	    "an older database is not for reading");
	tap_has(err.text, "up to date", "the remedy is named");
	tap_is_int(schema_update(store, steps, 2, true, &err), RC_OK,
	    "it is brought up to date: %s", err.text);
	tap_is_int(scalar(store, "PRAGMA user_version"), 1001, "its version");
	tap_is_int(scalar(store,
		       "SELECT count(*) FROM person"
		       " WHERE motto = ''"),
	    1, "what was in it stays");
	tap_is_int(schema_update(store, steps, 2, true, &err), RC_OK,
	    "a second time it is nothing to do");
	tap_is_int(schema_update(store, steps, 3, true, &err), RC_PERM,
	    "a step that fails");
	tap_is_int(scalar(store, "PRAGMA user_version"), 1001,
	    "leaves the version before it");
	tap_is_int(scalar(store,
		       "SELECT count(*) FROM sqlite_schema"
		       " WHERE name = 'half'"),
	    0, "and nothing of itself");
	tap_is_int(note(store, &err), RC_OK, "and the store usable");
}

/* What a site of version 1 held: a post, and an entry with two recipients. */
static const char first_rows[] =
    "INSERT INTO list VALUES (1, 'acme', 0, 'To test.', 0);"
    "INSERT INTO audience VALUES (2, 1, 2, 0);"
    "INSERT INTO message VALUES (3, zeroblob(32), 'a@x', '', '', '', 77, 0);"
    "INSERT INTO post (id, message_id, audience_id, author_side, accepted_s,"
    " msgid, shown_id, subject_key) VALUES (4, 3, 2, 0, 0, 'a@x', 'a@x', '');"
    "INSERT INTO intake VALUES (5, 'e', 0, '', zeroblob(32), 3);"
    "INSERT INTO disposition VALUES (6, 5, 'acme@x', 0, ''),"
    " (7, 5, 'eng@x', 3, '');";

static const struct {
	const char *name;
	const char *sql;
	int64_t want;
} brought[] = {
	{ "the names of a post", "SELECT count(*) FROM name WHERE post_id = 4",
	    2 },
	{ "the date of a post", "SELECT date_s FROM post", 77 },
	{ "no index of its text", "SELECT is_indexed FROM post", 0 },
	{ "its acceptance", "SELECT post_id * 10 + audience_id FROM change",
	    42 },
	{ "the recipients of an entry", "SELECT n_recipients FROM intake", 2 },
};

static void
test_version_1(void)
{
	auto_free char *path = file_join(tap_scratch(), "version-1.db");
	struct store *store = NULL;
	struct err err = no_err;

	must(store_connect(path, STORE_CREATE, &store, &err), &err, path);
	must(schema_update(store, schema_steps, 1, true, &err), &err, path);
	must(store_script(store, first_rows, &err), &err, "rows");
	store_close(store);
	store = open_store(path, STORE_WRITE);
	for (size_t i = 0; i < sizeof(brought) / sizeof(*brought); i++)
		tap_is_int(scalar(store, brought[i].sql), brought[i].want,
		    "version 1 brings %s", brought[i].name);
	tap_is_int(store_check(store, &err), RC_OK, "and is sound");
	store_close(store);
}

static void
test_transactions(void)
{
	auto_free char *path = file_join(tap_scratch(), "transactions.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	struct err err = no_err;

	must(store_begin(store, &err), &err, "begin");
	must(note(store, &err), &err, "note");
	store_rollback(store);
	tap_is_int((intmax_t)n_journal(store), 0, "rolled back");
	store_rollback(store);
	tap_ok(true, "a second rollback is harmless");

	must(store_begin(store, &err), &err, "begin");
	must(note(store, &err), &err, "note");
	must(store_mark(store, &err), &err, "mark");
	must(note(store, &err), &err, "note");
	store_back_to_mark(store);
	must(store_mark(store, &err), &err, "mark");
	must(note(store, &err), &err, "note");
	must(store_unmark(store, &err), &err, "unmark");
	tap_is_int(store_commit(store, &err), RC_OK, "commit");
	tap_is_int((intmax_t)n_journal(store), 2,
	    "all but what was done between a mark and the way back");
}

/* SQLite undoes a transaction by itself when the disk is full; a rollback
 * behind the store's back stands for that. */
static void
test_undone(void)
{
	auto_free char *path = file_join(tap_scratch(), "undone.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	struct err err = no_err;

	must(store_begin(store, &err), &err, "begin");
	must(store_mark(store, &err), &err, "mark");
	must(note(store, &err), &err, "note");
	must(store_script(store, "ROLLBACK", &err), &err, "rollback");
	store_back_to_mark(store);
	tap_is_int(note(store, &err), RC_TEMP,
	    "nothing is written outside of the lost transaction");
	tap_is_int(store_commit(store, &err), RC_TEMP, "the commit tells");
	tap_is_int((intmax_t)n_journal(store), 0, "nothing is there");
	tap_is_int(note(store, &err), RC_OK, "and then all is well again");
}

static void
test_busy(void)
{
	auto_free char *path = file_join(tap_scratch(), "busy.db");
	auto_store struct store *holder = open_store(path, STORE_CREATE);
	auto_store struct store *waiter = open_store(path, STORE_WRITE);
	struct err err = no_err;

	store_set_timeout(waiter, 20);
	must(store_begin(holder, &err), &err, "begin");
	tap_is_int(store_begin(waiter, &err), RC_TEMP,
	    "another writes for longer than the timeout");
	tap_has(err.text, "busy", "the sentence says so");
	tap_is_int((intmax_t)n_journal(waiter), 0, "reading goes on");
	must(store_commit(holder, &err), &err, "commit");
	tap_is_int(store_begin(waiter, &err), RC_OK, "then it is our turn");
	must(note(waiter, &err), &err, "note");
	tap_is_int(store_commit(waiter, &err), RC_OK, "to the end");
}

/* A child is killed at a point of a transaction; who opens next finds all of
 * it or nothing. */
static void
test_killed(void)
{
	static const struct {
		const char *name;
		int n_steps; /* begin, note, note, commit */
		uint64_t want;
	} rows[] = {
		{ "after begin", 1, 0 },
		{ "after one of two rows", 2, 0 },
		{ "before the commit", 3, 0 },
		{ "after the commit", 4, 2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		auto_free char *path = file_join(tap_scratch(), rows[i].name);
		struct store *store = open_store(path, STORE_CREATE);
		struct err err = no_err;
		int status = 0;
		pid_t child;

		store_close(store);
		child = fork();
		if (child == 0) {
			store = open_store(path, STORE_WRITE);
			if (store_begin(store, &err) != RC_OK)
				_exit(1);
			for (int k = 1; k < rows[i].n_steps && k < 3; k++)
				if (note(store, &err) != RC_OK)
					_exit(1);
			if (rows[i].n_steps == 4 &&
			    store_commit(store, &err) != RC_OK)
				_exit(1);
			raise(SIGKILL);
		}
		waitpid(child, &status, 0);
		tap_ok(WIFSIGNALED(status), "killed %s", rows[i].name);
		store = open_store(path, STORE_WRITE);
		tap_is_int((intmax_t)n_journal(store), (intmax_t)rows[i].want,
		    "%s: all or nothing", rows[i].name);
		tap_is_int(store_check(store, &err), RC_OK, "and sound");
		store_close(store);
	}
}

static void
test_damage(void)
{
	auto_free char *path = file_join(tap_scratch(), "damage.db");
	struct store *store = open_store(path, STORE_CREATE);
	struct err err = no_err;
	char bytes[4096];
	int fd;

	for (int i = 0; i < 200; i++)
		must(note(store, &err), &err, "note");
	store_close(store);
	memset(bytes, 0xee, sizeof(bytes));
	/* The last page. */
	fd = open(path, O_WRONLY | O_CLOEXEC);
	tap_ok(lseek(fd, -4096, SEEK_END) > 0 &&
		write(fd, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes),
	    "overwrite a page");
	close(fd);
	store = open_store(path, STORE_WRITE);
	tap_is_int(store_check(store, &err), RC_PERM, "the check finds it");
	tap_has(err.text, "damaged", "and says so");
	store_close(store);
}

int
main(void)
{
	test_open();
	test_not_ours();
	test_garbage();
	test_steps();
	test_version_1();
	test_transactions();
	test_undone();
	test_busy();
	test_killed();
	test_damage();
	return tap_done();
}
