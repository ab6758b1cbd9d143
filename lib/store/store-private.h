/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of this folder share: the connection, statements, and a
 * transaction of one's own.
 *
 * A statement is a string constant.  It is prepared at its first use and kept
 * by the store under the constant's address, so never hand in a string that
 * was built.  A query borrows it for a scope:
 *
 *	auto_query struct query q = query_on(store, "SELECT ... WHERE id = ?");
 *	bind_id(&q, id);
 *	rc = query_step(&q, err);
 *	if (rc != RC_OK)
 *		return rc;
 *	*ret = column_int(&q, 0);
 *
 * Parameters are bound in their order.  A failure of preparing or binding is
 * remembered and told by the next step.
 */
#ifndef LIB_STORE_STORE_PRIVATE_H
#define LIB_STORE_STORE_PRIVATE_H

#include <stddef.h>

#include <sqlite3.h>

#include "lib/store/store.h"

struct cached_statement {
	const char *sql; /* the constant's address is the key */
	sqlite3_stmt *stmt;
};

struct codec; /* raw.c: zstd and its dictionaries */

struct store {
	sqlite3 *db;
	char *path;
	bool in_transaction;
	bool has_mark;
	bool is_stepping; /* SQLite runs a statement of ours (view.c) */
	int64_t added_post_id; /* the last one of this transaction */
	struct cached_statement *cache; /* open addressing, a power of two */
	size_t n_cache;
	size_t n_cached;
	struct codec *codec;
};

/* -- store.c -------------------------------------------------------------- */

#define STORE_TIMEOUT_MS 10000

/* Open without looking at the schema. */
enum rc store_connect(const char *path, enum store_mode mode,
    struct store **ret, struct err *err);

/* How long to wait for another connection's write lock. */
void store_set_timeout(struct store *store, int timeout_ms);

/* A transaction for a function that writes more than once: its own, or the
 * caller's when he has begun one.  It is rolled back at the end of the scope
 * unless it was committed; in the caller's, that is the caller's affair. */
struct work {
	struct store *store; /* NULL: nothing of its own to undo */
};

#define auto_work __attribute__((cleanup(work_release)))
enum rc work_begin(struct store *store, struct work *work, struct err *err);
enum rc work_commit(struct work *work, struct err *err);
void work_release(struct work *work);

/* -- stmt.c --------------------------------------------------------------- */

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	int n_bound;
	int code; /* the first failure, SQLITE_OK until then */
};

#define auto_query __attribute__((cleanup(query_release)))
struct query query_on(struct store *store, const char *constant_sql);
void query_release(struct query *query);

void bind_int(struct query *query, int64_t value);
void bind_id(struct query *query, int64_t id); /* 0 is NULL */
void bind_size(struct query *query, size_t n); /* for LIMIT */
void bind_null(struct query *query);
/* Borrowed until the query is released; NULL is "". */
void bind_text(struct query *query, const char *text);
void bind_bytes(struct query *query, const void *bytes, size_t n_bytes);

/* RC_OK: a row stands ready.  RC_NOENT: there are no more. */
enum rc query_step(struct query *query, struct err *err);

/* Step to the end, for what yields no rows.  *ret_n_changed, unless NULL, is
 * the number of rows written. */
enum rc query_run(struct query *query, int *ret_n_changed, struct err *err);

/* The same for an INSERT of one row, whose id it hands out.  RC_NOENT when an
 * ON CONFLICT clause left it out. */
enum rc query_insert(struct query *query, int64_t *ret_id, struct err *err);

/* Does the query find a row? */
enum rc query_finds(struct query *query, bool *ret, struct err *err);

int64_t column_int(struct query *query, int i);
char *column_text(struct query *query, int i); /* a copy */
const void *column_bytes(struct query *query, int i, size_t *ret_n);

/* Fill err from the connection's last failure. */
enum rc store_fail(struct store *store, int code, struct err *err);

/* Run a constant script of statements. */
enum rc
store_script(struct store *store, const char *constant_sql, struct err *err);

/* Finish all that is prepared. */
void store_forget_statements(struct store *store);

/* Make room for one more element of a growing array. */
void *array_grow(void *array, size_t n, size_t size_bytes);

/* -- schema.c ------------------------------------------------------------- */

/* A step from one version to the next: `sql` ends by setting user_version;
 * `fill`, unless NULL, then writes what SQL cannot compute. */
struct schema_step {
	int version;
	const char *sql;
	enum rc (*fill)(struct store *store, struct err *err);
};

extern const struct schema_step schema_steps[];
extern const size_t n_schema_steps;

/* Bring the database to the last of these steps, each in a transaction;
 * RC_PERM when it is from the future, or older and read only. */
enum rc schema_update(struct store *store, const struct schema_step *steps,
    size_t n_steps, bool may_write, struct err *err);

/* -- raw.c ---------------------------------------------------------------- */

void codec_free(struct codec *codec);

/* Store the raw bytes of a message. */
enum rc raw_add(struct store *store, int64_t message_id, const void *raw,
    size_t n_raw, struct err *err);

/* A dictionary is trained when this many messages are stored. */
#define RAW_TRAIN_AT 1000

/* Train a dictionary on the newest messages and use it from now on.  RC_OK
 * too when they are too few or too alike to learn from. */
enum rc raw_train(struct store *store, struct err *err);

/* Unpack what a query found: its columns 0 to 2 are the dictionary's id (or
 * NULL), the number of bytes, the packed bytes.  When the dictionary is not
 * at hand, dictionary_sql finds its bytes by key. */
enum rc raw_unpack(struct query *query, const char *dictionary_sql, int64_t key,
    char **ret, size_t *ret_n, struct err *err);

#endif
