/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database of a site: opening, schema, transactions.  Everything else in
 * this folder is one noun a file and works on a struct store.  Nothing outside
 * this folder knows SQLite.  The schema is the comment at the top of schema.c.
 *
 * All functions that take a struct store return RC_TEMP when the database is
 * busy beyond its timeout, full, or failing, RC_PERM when it is damaged or
 * from the future; their comments name only what else they return.  Strings
 * they hand out are the caller's.
 */
#ifndef LIB_STORE_STORE_H
#define LIB_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

struct store;

enum store_mode {
	STORE_READ, /* nothing can be written */
	STORE_WRITE, /* migrates an older schema */
	STORE_CREATE, /* as STORE_WRITE, and makes the file (mode 0600) */
};

/* RC_NOENT when there is no such file. */
enum rc store_open(const char *path, enum store_mode mode, struct store **ret,
    struct err *err);
void store_close(struct store *store);
void store_cleanup(struct store **store);
#define auto_store __attribute__((cleanup(store_cleanup)))

/* One write transaction (BEGIN IMMEDIATE).  They do not nest.  A commit is
 * durable when it returns RC_OK; when it does not, it is rolled back. */
enum rc store_begin(struct store *store, struct err *err);
enum rc store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* Inside a transaction: a point to go back to, so that one message's failure
 * does not undo the others of its group.  They do not nest either. */
enum rc store_mark(struct store *store, struct err *err);
enum rc store_unmark(struct store *store, struct err *err);
void store_back_to_mark(struct store *store);

/* A check of the whole file's structure, for doctor.  RC_PERM with the
 * first fault found. */
enum rc store_check(struct store *store, struct err *err);

#endif
