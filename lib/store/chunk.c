/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SMTP transaction: claimed, sent by somebody else, settled.  The states
 * and invariants are those of outbox.c.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/journal.h"
#include "lib/store/message.h"
#include "lib/store/outbox-private.h"
#include "lib/store/outbox.h"
#include "lib/store/person.h"

void
chunk_release(struct chunk *chunk)
{
	free(chunk->sender);
	free(chunk->header);
	free(chunk->body);
	strv_release(&chunk->recipients);
	*chunk = (struct chunk){ .id = 0 };
}

/* The oldest that is due, without its body. */
static enum rc
find_due(struct store *store, int64_t now_s, struct chunk *ret,
    int64_t *ret_message_id, size_t *ret_body_offset, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT chunk.id, chunk.attempt, chunk.recipients, copy.sender,"
	    " copy.created_s, copy.post_id, copy.message_id,"
	    " copy.body_offset, copy.header"
	    " FROM chunk JOIN copy ON copy.id = chunk.copy_id"
	    " WHERE chunk.id = (SELECT id FROM chunk"
	    "  WHERE NOT is_flying AND due_s <= ?"
	    "  ORDER BY due_s, id LIMIT 1)");
	auto_free char *lines = NULL;
	const void *header;
	enum rc rc;

	bind_int(&q, now_s);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	ret->id = column_int(&q, 0);
	ret->attempt = (unsigned)column_int(&q, 1) + 1;
	lines = column_text(&q, 2);
	lines_split(lines, &ret->recipients);
	ret->sender = column_text(&q, 3);
	ret->created_s = column_int(&q, 4);
	ret->post_id = column_int(&q, 5);
	*ret_message_id = column_int(&q, 6);
	*ret_body_offset = (size_t)column_int(&q, 7);
	header = column_bytes(&q, 8, &ret->n_header);
	ret->header = mem_dup_n(header, ret->n_header);
	return RC_OK;
}

static enum rc
load_body(struct store *store, int64_t message_id, size_t body_offset,
    struct chunk *chunk, struct err *err)
{
	auto_free char *raw = NULL;
	size_t n_raw = 0;
	enum rc rc;

	rc = message_raw(store, message_id, &raw, &n_raw, err);
	if (rc == RC_NOENT || (rc == RC_OK && body_offset > n_raw))
		return err_set(err, RC_PERM, "5.3.0",
		    "%s: chunk %lld has no body", store->path,
		    (long long)chunk->id);
	if (rc != RC_OK)
		return rc;
	chunk->n_body = n_raw - body_offset;
	memmove(raw, raw + body_offset, chunk->n_body + 1);
	chunk->body = take(raw);
	return RC_OK;
}

static enum rc
set_flying(struct store *store, int64_t chunk_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE chunk SET is_flying = 1, attempt = attempt + 1"
	    " WHERE id = ?");

	bind_id(&q, chunk_id);
	return query_run(&q, NULL, err);
}

enum rc
outbox_claim(
    struct store *store, int64_t now_s, struct chunk *ret, struct err *err)
{
	auto_chunk struct chunk chunk = { .id = 0 };
	auto_work struct work work = { NULL };
	int64_t message_id = 0;
	size_t body_offset = 0;
	enum rc rc;

	/* O2: in somebody's transaction it would not be durable yet. */
	assert(!store->in_transaction);
	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = find_due(
		    store, now_s, &chunk, &message_id, &body_offset, err);
	if (rc == RC_OK)
		rc = load_body(store, message_id, body_offset, &chunk, err);
	if (rc == RC_OK)
		rc = set_flying(store, chunk.id, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	if (rc != RC_OK)
		return rc;
	*ret = chunk;
	chunk = (struct chunk){ .id = 0 };
	return RC_OK;
}

static enum rc
remove_chunk(struct store *store, int64_t chunk_id, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "DELETE FROM chunk WHERE id = ?");

	bind_id(&q, chunk_id);
	return query_run(&q, NULL, err);
}

enum rc
chunk_wait(struct store *store, int64_t chunk_id, const struct strv *recipients,
    int64_t due_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE chunk SET is_flying = 0, due_s = ?, n_recipients = ?,"
	    " recipients = ? WHERE id = ?");
	auto_free char *lines = NULL;

	if (recipients->n == 0)
		return remove_chunk(store, chunk_id, err);
	lines = lines_of(recipients->v, recipients->n);
	bind_int(&q, due_s);
	bind_int(&q, (int64_t)recipients->n);
	bind_text(&q, lines);
	bind_id(&q, chunk_id);
	return query_run(&q, NULL, err);
}

/* What is known of a chunk while it is settled. */
struct settlement {
	const struct chunk *chunk;
	int64_t copy_id;
	int64_t list_id;
	int64_t now_s;
	int64_t give_up_after_s;
	struct strv standing; /* not struck meanwhile: a part of the chunk's
	                          recipients, in their order */
	size_t n_matched; /* of standing */
	struct strv remaining; /* to be tried again */
	struct tally tally;
};

static void
settlement_release(struct settlement *settlement)
{
	strv_release(&settlement->standing);
	strv_release(&settlement->remaining);
}

#define auto_settlement __attribute__((cleanup(settlement_release)))

/* RC_PERM when the chunk is not in this flight any more: whoever recovered it
 * will settle it. */
static enum rc
read_standing(
    struct store *store, struct settlement *settlement, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT copy_id, list_id, recipients FROM chunk"
	    " WHERE id = ? AND is_flying AND attempt = ?");
	auto_free char *lines = NULL;
	enum rc rc;

	bind_id(&q, settlement->chunk->id);
	bind_int(&q, settlement->chunk->attempt);
	rc = query_step(&q, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.0",
		    "chunk %lld is not in flight: does a second sender run?",
		    (long long)settlement->chunk->id);
	if (rc != RC_OK)
		return rc;
	settlement->copy_id = column_int(&q, 0);
	settlement->list_id = column_int(&q, 1);
	lines = column_text(&q, 2);
	lines_split(lines, &settlement->standing);
	return RC_OK;
}

/* The journal has the reply, for owners and for the handling of bounces. */
static enum rc
refuse(struct store *store, struct settlement *settlement, const char *address,
    const char *reply, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_free char *text = mem_format("%s: %s", address, reply);
	enum rc rc;

	settlement->tally.n_refused++;
	rc = person_by_address(store, address, &person, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	return journal_add(store, settlement->now_s, "refused",
	    settlement->list_id, person.id, text, err);
}

static enum rc
settle_one(struct store *store, struct settlement *settlement, size_t i,
    const struct outbox_result *result, struct err *err)
{
	const char *address = settlement->chunk->recipients.v[i];
	const struct strv *standing = &settlement->standing;
	int64_t age_s = settlement->now_s - settlement->chunk->created_s;
	const char *reply = result->reply == NULL ? "" : result->reply;
	bool stands = settlement->n_matched < standing->n &&
	    strcmp(standing->v[settlement->n_matched], address) == 0;
	auto_free char *gave_up = NULL;

	if (stands)
		settlement->n_matched++;
	/* O5: struck in flight, and so not tried again. */
	if (!stands && result->fate == FATE_LATER)
		return RC_OK;
	if (!stands)
		settlement->tally.n_struck--;
	switch (result->fate) {
	case FATE_SENT:
		settlement->tally.n_sent++;
		return RC_OK;
	case FATE_REFUSED:
		return refuse(store, settlement, address, reply, err);
	case FATE_LATER:
		break;
	}
	if (age_s < settlement->give_up_after_s) {
		strv_add(&settlement->remaining, address);
		return RC_OK;
	}
	gave_up = mem_format(
	    "gave up after %lld hours: %s", (long long)age_s / 3600, reply);
	return refuse(store, settlement, address, gave_up, err);
}

enum rc
outbox_settle(struct store *store, const struct chunk *chunk,
    const struct outbox_result *results, int64_t now_s, int64_t retry_s,
    int64_t give_up_after_s, struct err *err)
{
	auto_settlement struct settlement settlement = {
		.chunk = chunk,
		.now_s = now_s,
		.give_up_after_s = give_up_after_s,
	};
	auto_work struct work work = { NULL };
	enum rc rc;

	/* O3 */
	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = read_standing(store, &settlement, err);
	for (size_t i = 0; rc == RC_OK && i < chunk->recipients.n; i++)
		rc = settle_one(store, &settlement, i, &results[i], err);
	if (rc == RC_OK)
		rc = chunk_wait(
		    store, chunk->id, &settlement.remaining, retry_s, err);
	if (rc == RC_OK)
		rc = copy_tally(
		    store, settlement.copy_id, &settlement.tally, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	return rc;
}
