/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/store-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum rc
store_fail(struct store *store, int code, struct err *err)
{
	const char *says = sqlite3_errmsg(store->db);

	/* The index of the log is a file of its own, which SQLite does not
	 * call full when it is. */
	if (sqlite3_extended_errcode(store->db) == SQLITE_IOERR_SHMSIZE)
		code = SQLITE_FULL;
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, RC_TEMP, "4.3.0",
		    "%s is busy: another program writes to it for too long",
		    store->path);
	case SQLITE_FULL:
		return err_set(err, RC_TEMP, "4.3.1",
		    "%s cannot grow: the disk is full", store->path);
	case SQLITE_READONLY:
		return err_set(err, RC_TEMP, "4.3.0",
		    "%s cannot be written: is its file system read-only, or "
		    "the file another user's?",
		    store->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, RC_PERM, "5.3.0",
		    "%s is damaged (%s): restore it from a backup", store->path,
		    says);
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_RANGE:
	case SQLITE_TOOBIG:
	case SQLITE_ERROR:
	case SQLITE_AUTH:
		return err_set(
		    err, RC_PERM, "5.3.0", "%s: %s", store->path, says);
	default:
		/* A machine's failure: I/O, no memory. */
		return err_set(
		    err, RC_TEMP, "4.3.0", "%s: %s", store->path, says);
	}
}

void *
array_grow(void *array, size_t n, size_t size_bytes)
{
	/* Sizes are the powers of two: grow when n has filled one. */
	if (n != 0 && (n & (n - 1)) != 0)
		return array;
	return mem_grow(array, n == 0 ? 1 : 2 * n, size_bytes);
}

static struct cached_statement *
cache_slot(struct cached_statement *cache, size_t n_cache, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 31 & (n_cache - 1);

	while (cache[i].sql != NULL && cache[i].sql != sql)
		i = (i + 1) & (n_cache - 1);
	return &cache[i];
}

static void
cache_grow(struct store *store)
{
	size_t n = store->n_cache == 0 ? 64 : 2 * store->n_cache;
	struct cached_statement *cache = mem_zero(n, sizeof(*cache));

	for (size_t i = 0; i < store->n_cache; i++) {
		const struct cached_statement *old = &store->cache[i];

		if (old->sql != NULL)
			*cache_slot(cache, n, old->sql) = *old;
	}
	free(store->cache);
	store->cache = cache;
	store->n_cache = n;
}

void
store_forget_statements(struct store *store)
{
	for (size_t i = 0; i < store->n_cache; i++)
		sqlite3_finalize(store->cache[i].stmt);
	free(store->cache);
	store->cache = NULL;
	store->n_cache = 0;
	store->n_cached = 0;
}

struct query
query_on(struct store *store, const char *constant_sql)
{
	struct query query = { .store = store };
	struct cached_statement *slot;

	if (2 * store->n_cached >= store->n_cache)
		cache_grow(store);
	slot = cache_slot(store->cache, store->n_cache, constant_sql);
	if (slot->sql == NULL) {
		query.code = sqlite3_prepare_v3(store->db, constant_sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &slot->stmt, NULL);
		if (query.code != SQLITE_OK)
			return query;
		slot->sql = constant_sql;
		store->n_cached++;
	}
	/* Two users of one statement would read each other's rows. */
	assert(!sqlite3_stmt_busy(slot->stmt));
	query.stmt = slot->stmt;
	return query;
}

void
query_release(struct query *query)
{
	if (query->stmt == NULL)
		return;
	sqlite3_reset(query->stmt);
	sqlite3_clear_bindings(query->stmt);
	query->stmt = NULL;
}

static void
bound(struct query *query, int code)
{
	if (query->code == SQLITE_OK)
		query->code = code;
}

void
bind_int(struct query *query, int64_t value)
{
	int i = ++query->n_bound;

	if (query->code == SQLITE_OK)
		bound(query, sqlite3_bind_int64(query->stmt, i, value));
}

void
bind_null(struct query *query)
{
	int i = ++query->n_bound;

	if (query->code == SQLITE_OK)
		bound(query, sqlite3_bind_null(query->stmt, i));
}

void
bind_id(struct query *query, int64_t id)
{
	if (id == 0)
		bind_null(query);
	else
		bind_int(query, id);
}

void
bind_size(struct query *query, size_t n)
{
	bind_int(query, n > INT64_MAX ? INT64_MAX : (int64_t)n);
}

void
bind_text(struct query *query, const char *text)
{
	int i = ++query->n_bound;

	if (text == NULL)
		text = "";
	if (query->code == SQLITE_OK)
		bound(query,
		    sqlite3_bind_text64(query->stmt, i, text, strlen(text),
			SQLITE_STATIC, SQLITE_UTF8));
}

void
bind_bytes(struct query *query, const void *bytes, size_t n_bytes)
{
	int i = ++query->n_bound;

	if (query->code == SQLITE_OK)
		/* A NULL pointer would bind NULL instead of no bytes. */
		bound(query,
		    sqlite3_bind_blob64(query->stmt, i,
			bytes == NULL ? "" : bytes, n_bytes, SQLITE_STATIC));
}

enum rc
query_step(struct query *query, struct err *err)
{
	struct store *store = query->store;

	/* After a full disk SQLite may have undone the transaction by itself;
	 * what follows must not be written outside of one. */
	if (store->in_transaction && sqlite3_get_autocommit(store->db))
		return err_set(err, RC_TEMP, "4.3.0",
		    "%s: the transaction was undone by an earlier failure",
		    store->path);
	if (query->code == SQLITE_OK) {
		store->is_stepping = true;
		query->code = sqlite3_step(query->stmt);
		store->is_stepping = false;
	}
	switch (query->code) {
	case SQLITE_ROW:
		query->code = SQLITE_OK;
		return RC_OK;
	case SQLITE_DONE:
		return RC_NOENT;
	default:
		return store_fail(store, query->code, err);
	}
}

enum rc
query_run(struct query *query, int *ret_n_changed, struct err *err)
{
	enum rc rc;

	do {
		rc = query_step(query, err);
	} while (rc == RC_OK);
	if (rc != RC_NOENT)
		return rc;
	if (ret_n_changed != NULL)
		*ret_n_changed = sqlite3_changes(query->store->db);
	return RC_OK;
}

enum rc
query_insert(struct query *query, int64_t *ret_id, struct err *err)
{
	int n_changed = 0;
	enum rc rc = query_run(query, &n_changed, err);

	if (rc != RC_OK)
		return rc;
	if (n_changed == 0)
		return RC_NOENT;
	*ret_id = sqlite3_last_insert_rowid(query->store->db);
	return RC_OK;
}

enum rc
query_finds(struct query *query, bool *ret, struct err *err)
{
	enum rc rc = query_step(query, err);

	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	*ret = rc == RC_OK;
	return RC_OK;
}

int64_t
column_int(struct query *query, int i)
{
	return sqlite3_column_int64(query->stmt, i);
}

char *
column_text(struct query *query, int i)
{
	const void *text = sqlite3_column_text(query->stmt, i);

	return mem_dup(text == NULL ? "" : text);
}

const void *
column_bytes(struct query *query, int i, size_t *ret_n)
{
	const void *bytes = sqlite3_column_blob(query->stmt, i);

	*ret_n = (size_t)sqlite3_column_bytes(query->stmt, i);
	return bytes == NULL ? "" : bytes;
}

enum rc
store_script(struct store *store, const char *constant_sql, struct err *err)
{
	int code = sqlite3_exec(store->db, constant_sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? RC_OK : store_fail(store, code, err);
}
