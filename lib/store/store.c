/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/store/store-private.h"

/* Make an empty file, so that its mode is 0600 from its first moment: SQLite
 * would go by the umask.  Never open an existing one: closing it again would
 * drop the locks of every connection this process has to it (the trap of
 * POSIX locks). */
static enum rc
make_file(const char *path, struct err *err)
{
	auto_close int fd =
	    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno != EEXIST)
		return err_errno(err, "cannot make the database %s", path);
	return RC_OK;
}

static enum rc
check_presence(const char *path, struct err *err)
{
	if (access(path, F_OK) == 0)
		return RC_OK;
	if (errno != ENOENT)
		return err_errno(err, "cannot open the database %s", path);
	return err_set(err, RC_NOENT, "4.3.5",
	    "there is no database %s: is this a site?  Run trestle init", path);
}

/* SQLite answers with another mode when the file system has no shared memory
 * for WAL (NFS), or when nothing can be written. */
static enum rc
use_wal(struct store *store, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "PRAGMA journal_mode = WAL");
	auto_free char *mode = NULL;
	enum rc rc = query_step(&q, err);

	if (rc != RC_OK)
		return rc;
	mode = column_text(&q, 0);
	if (strcmp(mode, "wal") == 0)
		return RC_OK;
	return err_set(err, RC_TEMP, "4.3.5",
	    "%s cannot be used in WAL mode: it must be on a local file system "
	    "that can be written",
	    store->path);
}

/* The settings are the connection's, but for the journal mode, which is the
 * file's. */
static enum rc
configure(struct store *store, enum store_mode mode, struct err *err)
{
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	store_set_timeout(store, STORE_TIMEOUT_MS);
	if (mode != STORE_READ) {
		enum rc rc = use_wal(store, err);

		if (rc == RC_OK)
			rc = store_script(store,
			    "PRAGMA synchronous = FULL;"
			    "PRAGMA journal_size_limit = 67108864;",
			    err);
		if (rc != RC_OK)
			return rc;
	}
	return store_script(store,
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA cache_size = -16384;",
	    err);
}

enum rc
store_connect(
    const char *path, enum store_mode mode, struct store **ret, struct err *err)
{
	int flags =
	    mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	auto_store struct store *store = NULL;
	enum rc rc;
	int code;

	rc = mode == STORE_CREATE ? make_file(path, err)
				  : check_presence(path, err);
	if (rc != RC_OK)
		return rc;
	store = mem_zero(1, sizeof(*store));
	store->path = mem_dup(path);
	code = sqlite3_open_v2(path, &store->db,
	    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code != SQLITE_OK)
		return store_fail(store, code, err);
	rc = configure(store, mode, err);
	if (rc != RC_OK)
		return rc;
	*ret = take(store);
	return RC_OK;
}

enum rc
store_open(
    const char *path, enum store_mode mode, struct store **ret, struct err *err)
{
	auto_store struct store *store = NULL;
	enum rc rc;

	rc = store_connect(path, mode, &store, err);
	if (rc != RC_OK)
		return rc;
	rc = schema_update(
	    store, schema_steps, n_schema_steps, mode != STORE_READ, err);
	if (rc != RC_OK)
		return rc;
	*ret = take(store);
	return RC_OK;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	store_rollback(store);
	store_forget_statements(store);
	codec_free(store->codec);
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

void
store_cleanup(struct store **store)
{
	store_close(*store);
	*store = NULL;
}

void
store_set_timeout(struct store *store, int timeout_ms)
{
	sqlite3_busy_timeout(store->db, timeout_ms);
}

/* Run one cached statement without parameters. */
static enum rc
run(struct store *store, const char *constant_sql, struct err *err)
{
	auto_query struct query q = query_on(store, constant_sql);

	return query_run(&q, NULL, err);
}

enum rc
store_begin(struct store *store, struct err *err)
{
	enum rc rc;

	assert(!store->in_transaction);
	/* IMMEDIATE: a transaction that reads first and writes then could be
	 * refused in its middle, without a wait. */
	rc = run(store, "BEGIN IMMEDIATE", err);
	store->in_transaction = rc == RC_OK;
	store->added_post_id = 0;
	return rc;
}

enum rc
store_commit(struct store *store, struct err *err)
{
	enum rc rc;

	assert(store->in_transaction && !store->has_mark);
	rc = run(store, "COMMIT", err);
	if (rc != RC_OK) {
		store_rollback(store);
		return rc;
	}
	store->in_transaction = false;
	return RC_OK;
}

/* A dictionary that was trained in what is undone does not exist. */
static void
forget_codec(struct store *store)
{
	codec_free(take(store->codec));
}

void
store_rollback(struct store *store)
{
	store->in_transaction = false;
	store->has_mark = false;
	forget_codec(store);
	/* It cannot fail in a way that matters: what is not committed is not
	 * there after the next open. */
	if (store->db != NULL && !sqlite3_get_autocommit(store->db))
		(void)run(store, "ROLLBACK", NULL);
}

enum rc
store_mark(struct store *store, struct err *err)
{
	enum rc rc;

	assert(store->in_transaction && !store->has_mark);
	rc = run(store, "SAVEPOINT mark", err);
	store->has_mark = rc == RC_OK;
	return rc;
}

enum rc
store_unmark(struct store *store, struct err *err)
{
	assert(store->has_mark);
	store->has_mark = false;
	return run(store, "RELEASE mark", err);
}

void
store_back_to_mark(struct store *store)
{
	assert(store->has_mark);
	store->has_mark = false;
	forget_codec(store);
	/* When SQLite has undone the whole transaction there is no mark left,
	 * and the commit will tell. */
	if (run(store, "ROLLBACK TO mark", NULL) == RC_OK)
		(void)run(store, "RELEASE mark", NULL);
}

enum rc
work_begin(struct store *store, struct work *work, struct err *err)
{
	enum rc rc;

	work->store = NULL;
	if (store->in_transaction)
		return RC_OK;
	rc = store_begin(store, err);
	if (rc == RC_OK)
		work->store = store;
	return rc;
}

enum rc
work_commit(struct work *work, struct err *err)
{
	struct store *store = take(work->store);

	return store == NULL ? RC_OK : store_commit(store, err);
}

void
work_release(struct work *work)
{
	if (work->store != NULL)
		store_rollback(work->store);
	work->store = NULL;
}

/* The first fault that the query finds, as a sentence; "ok" is none. */
static enum rc
find_fault(struct store *store, const char *constant_sql, const char *what,
    struct err *err)
{
	auto_query struct query q = query_on(store, constant_sql);
	auto_free char *says = NULL;
	enum rc rc = query_step(&q, err);

	if (rc == RC_NOENT)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	says = column_text(&q, 0);
	if (strcmp(says, "ok") == 0)
		return RC_OK;
	return err_set(err, RC_PERM, "5.3.0",
	    "%s is damaged: %s %s; restore it from a backup", store->path, what,
	    says);
}

enum rc
store_check(struct store *store, struct err *err)
{
	enum rc rc;

	rc = find_fault(
	    store, "PRAGMA integrity_check(1)", "the structure says", err);
	if (rc == RC_OK)
		rc = find_fault(store, "PRAGMA foreign_key_check",
		    "there is a row without what it refers to in table", err);
	return rc;
}
