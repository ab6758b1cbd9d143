/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * B1  Nothing is parsed while the database is locked: a hostile message may
 *     take its worker to the limit, and administration must not wait for it.
 * B2  An entry's file is touched only after the transaction that decides it
 *     is durable; a crash in between leaves a file that is known (intake).
 * B3  What fails for one entry fails for it alone: its part of the
 *     transaction is undone and it is put aside, with the reason.
 */
#include "list-manager/batch.h"

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/strv.h"
#include "list-manager/entry.h"

struct batch {
	struct entry v[BATCH_ENTRIES];
	size_t n;
};

#define auto_batch __attribute__((cleanup(batch_release)))

static void
batch_release(struct batch *batch)
{
	for (size_t i = 0; i < batch->n; i++)
		entry_release(&batch->v[i]);
}

/* B1 */
static enum rc
load(struct manager *manager, const struct strv *names, size_t *pos,
    struct batch *batch, struct err *err)
{
	size_t n_bytes = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && *pos < names->n && batch->n < BATCH_ENTRIES &&
	    n_bytes < BATCH_BYTES) {
		struct entry *entry = &batch->v[batch->n];

		rc = entry_load(manager, names->v[*pos], entry, err);
		if (rc == RC_OK) {
			batch->n++;
			if (entry->spooled != NULL)
				n_bytes += entry->spooled->n_raw;
		} else if (rc == RC_NOENT)
			rc = RC_OK;
		(*pos)++;
	}
	return rc;
}

/* B3 */
static enum rc
decide_one(struct manager *manager, struct entry *entry, struct err *err)
{
	struct err why = ERR_INIT;
	enum rc rc = store_mark(manager->store, err);

	if (rc != RC_OK)
		return rc;
	rc = entry_decide(manager, entry, clock_now_s(), &why);
	if (rc == RC_TEMP) {
		*err = why;
		return rc;
	}
	if (rc != RC_OK) {
		store_back_to_mark(manager->store);
		log_error("decide", &why);
		return entry_put_aside(manager, entry, &why, err);
	}
	return store_unmark(manager->store, err);
}

static enum rc
decide_all(struct manager *manager, struct batch *batch, struct err *err)
{
	enum rc rc = store_begin(manager->store, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < batch->n; i++)
		rc = decide_one(manager, &batch->v[i], err);
	if (rc == RC_OK)
		return store_commit(manager->store, err);
	store_rollback(manager->store);
	return rc;
}

enum rc
batch_decide(struct manager *manager, const struct strv *names, size_t *pos,
    size_t *ret_n_decided, struct err *err)
{
	auto_batch struct batch batch = { .n = 0 };
	enum rc rc = load(manager, names, pos, &batch, err);

	if (rc == RC_OK && batch.n > 0)
		rc = decide_all(manager, &batch, err);
	/* B2 */
	for (size_t i = 0; rc == RC_OK && i < batch.n; i++)
		rc = entry_end(manager, &batch.v[i], err);
	if (rc == RC_OK)
		*ret_n_decided += batch.n;
	return rc;
}
