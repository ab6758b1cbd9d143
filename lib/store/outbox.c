/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recipient of a copy is in one of five states.  The first two are a line
 * of a chunk, the last three a count of the copy.
 *
 *	state    stands in             left by
 *	waiting  chunk, not flying     claim -> flying, strike -> struck
 *	flying   chunk, flying         settle -> sent, refused, waiting;
 *	                               recover -> waiting; strike -> struck
 *	sent     copy.n_sent           never
 *	refused  copy.n_refused        never; the journal has the reply
 *	struck   copy.n_struck         settle -> sent, refused, when he was
 *	                               struck while in flight
 *
 * Invariants:
 *
 * O1  A copy and all its recipients are queued in the transaction that
 *     decides the message: there is no decided post without its copies.
 * O2  A chunk is marked as flying, durably, before its first byte is sent.
 * O3  A chunk is settled in one transaction: its recipients are counted and
 *     its row is gone or waits for those that were deferred, or nothing
 *     happened.
 * O4  A chunk that flies when the sender starts was cut off by a crash.  It
 *     waits again, is counted as repeated, and the journal names it.  No other
 *     recipient can get a copy twice.
 * O5  Recipients of a copy are struck, never added.  Who is struck is not
 *     tried again, even if his chunk was flying.
 * O6  For each copy: queued = waiting + flying + sent + refused + struck
 *     (audit.c).
 * O7  A copy has its header as long as it has a chunk, and only its sums
 *     afterwards.
 */
#include "lib/store/outbox.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/journal.h"
#include "lib/store/outbox-private.h"

#define LINES_MAX_BYTES (64 * 1024 * 1024)

char *
lines_of(char *const *v, size_t n)
{
	auto_buf struct buf lines = BUF_INIT(LINES_MAX_BYTES);

	for (size_t i = 0; i < n; i++) {
		buf_puts(&lines, v[i]);
		buf_putc(&lines, '\n');
	}
	return buf_is_full(&lines) ? NULL : buf_take(&lines);
}

void
lines_split(const char *lines, struct strv *ret)
{
	strv_split(ret, lines, "\n");
}

enum rc
copy_tally(struct store *store, int64_t copy_id, const struct tally *tally,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE copy SET n_sent = n_sent + ?, n_refused = n_refused + ?,"
	    " n_struck = n_struck + ?, n_repeated = n_repeated + ?,"
	    " header = CASE"
	    "  WHEN EXISTS (SELECT 1 FROM chunk WHERE copy_id = copy.id)"
	    "  THEN header ELSE x'' END"
	    " WHERE id = ?");

	bind_int(&q, tally->n_sent);
	bind_int(&q, tally->n_refused);
	bind_int(&q, tally->n_struck);
	bind_int(&q, tally->n_repeated);
	bind_id(&q, copy_id);
	return query_run(&q, NULL, err);
}

static enum rc
insert_copy(struct store *store, const struct outbox_copy *copy,
    size_t n_recipients, int64_t *ret_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO copy (message_id, post_id, list_id, created_s,"
	    " n_queued, sender, body_offset, header)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

	bind_id(&q, copy->message_id);
	bind_id(&q, copy->post_id);
	bind_id(&q, copy->list_id);
	bind_int(&q, copy->created_s);
	bind_int(&q, (int64_t)n_recipients);
	bind_text(&q, copy->sender);
	bind_int(&q, (int64_t)copy->body_offset);
	bind_bytes(&q, copy->header, copy->n_header);
	return query_insert(&q, ret_id, err);
}

static enum rc
insert_chunk(struct store *store, int64_t copy_id,
    const struct outbox_copy *copy, char *const *recipients, size_t n,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO chunk (copy_id, list_id, due_s, is_flying, attempt,"
	    " n_recipients, recipients) VALUES (?, ?, ?, 0, 0, ?, ?)");
	auto_free char *lines = lines_of(recipients, n);

	if (lines == NULL)
		return err_set(err, RC_PERM, "5.5.3",
		    "the addresses of a chunk are longer than %d bytes",
		    LINES_MAX_BYTES);
	bind_id(&q, copy_id);
	bind_id(&q, copy->list_id);
	bind_int(&q, copy->created_s);
	bind_int(&q, (int64_t)n);
	bind_text(&q, lines);
	return query_run(&q, NULL, err);
}

/* A line end in an address would be two addresses here, and a command of its
 * own in SMTP. */
static enum rc
check_recipients(const struct strv *recipients, struct err *err)
{
	for (size_t i = 0; i < recipients->n; i++) {
		const char *address = recipients->v[i];

		for (size_t k = 0; address[k] != '\0'; k++)
			if (ascii_is_control(address[k]))
				return err_set(err, RC_PERM, "5.1.3",
				    "the address of recipient %zu has a "
				    "control character",
				    i + 1);
		if (*address == '\0')
			return err_set(err, RC_PERM, "5.1.3",
			    "the address of recipient %zu is empty", i + 1);
	}
	return RC_OK;
}

enum rc
outbox_add(struct store *store, const struct outbox_copy *copy,
    const struct strv *recipients, size_t per_chunk, struct err *err)
{
	auto_work struct work work = { NULL };
	int64_t copy_id = 0;
	enum rc rc;

	assert(per_chunk > 0);
	if (recipients->n == 0)
		return RC_OK;
	rc = check_recipients(recipients, err);
	if (rc == RC_OK)
		rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = insert_copy(store, copy, recipients->n, &copy_id, err);
	for (size_t i = 0; rc == RC_OK && i < recipients->n; i += per_chunk) {
		size_t n = recipients->n - i;

		rc = insert_chunk(store, copy_id, copy, recipients->v + i,
		    n < per_chunk ? n : per_chunk, err);
	}
	return rc == RC_OK ? work_commit(&work, err) : rc;
}

struct struck_chunk {
	int64_t id;
	int64_t copy_id;
	char *lines;
};

/* The next chunk of the list, behind chunk `after`, that has the address. */
static enum rc
find_chunk(struct store *store, int64_t list_id, const char *address,
    int64_t after, struct struck_chunk *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT id, copy_id, recipients FROM chunk"
	    " WHERE list_id = ? AND id > ? AND instr("
	    "  char(10) || lower(recipients), char(10) || lower(?) || char(10))"
	    " ORDER BY id LIMIT 1");
	enum rc rc;

	bind_id(&q, list_id);
	bind_int(&q, after);
	bind_text(&q, address);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	ret->id = column_int(&q, 0);
	ret->copy_id = column_int(&q, 1);
	ret->lines = column_text(&q, 2);
	return RC_OK;
}

static enum rc
set_lines(struct store *store, int64_t chunk_id, const struct strv *rest,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE chunk SET n_recipients = ?, recipients = ? WHERE id = ?");
	auto_free char *lines = lines_of(rest->v, rest->n);

	bind_int(&q, (int64_t)rest->n);
	bind_text(&q, lines);
	bind_id(&q, chunk_id);
	return query_run(&q, NULL, err);
}

/* A chunk that waits for nobody goes; one in flight is its sender's to
 * settle, and stays until then. */
static enum rc
remove_empty(struct store *store, int64_t chunk_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "DELETE FROM chunk"
	    " WHERE id = ? AND n_recipients = 0 AND NOT is_flying");

	bind_id(&q, chunk_id);
	return query_run(&q, NULL, err);
}

static enum rc
strike_from(struct store *store, const struct struck_chunk *chunk,
    const char *address, struct err *err)
{
	auto_strv struct strv old = STRV_INIT;
	auto_strv struct strv rest = STRV_INIT;
	struct tally tally = { .n_struck = 0 };
	enum rc rc;

	lines_split(chunk->lines, &old);
	for (size_t i = 0; i < old.n; i++) {
		if (ascii_equal(old.v[i], address))
			tally.n_struck++;
		else
			strv_add(&rest, old.v[i]);
	}
	rc = set_lines(store, chunk->id, &rest, err);
	if (rc == RC_OK)
		rc = remove_empty(store, chunk->id, err);
	if (rc == RC_OK)
		rc = copy_tally(store, chunk->copy_id, &tally, err);
	return rc;
}

enum rc
outbox_strike(
    struct store *store, int64_t list_id, const char *address, struct err *err)
{
	auto_work struct work work = { NULL };
	int64_t after = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	while (rc == RC_OK) {
		struct struck_chunk chunk = { .id = 0 };

		rc = find_chunk(store, list_id, address, after, &chunk, err);
		if (rc == RC_OK)
			rc = strike_from(store, &chunk, address, err);
		free(chunk.lines);
		after = chunk.id;
	}
	return rc == RC_NOENT ? work_commit(&work, err) : rc;
}

/* The next chunk that flies. */
static enum rc
find_flying(struct store *store, int64_t *ret_id, int64_t *ret_copy_id,
    int64_t *ret_list_id, char **ret_lines, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT id, copy_id, list_id, recipients FROM chunk"
	    " WHERE is_flying ORDER BY id LIMIT 1");
	enum rc rc = query_step(&q, err);

	if (rc != RC_OK)
		return rc;
	*ret_id = column_int(&q, 0);
	*ret_copy_id = column_int(&q, 1);
	*ret_list_id = column_int(&q, 2);
	*ret_lines = column_text(&q, 3);
	return RC_OK;
}

/* O4, for one chunk.  RC_NOENT when none flies. */
static enum rc
recover_one(struct store *store, int64_t now_s, struct err *err)
{
	const struct tally tally = { .n_repeated = 1 };
	int64_t chunk_id = 0, copy_id = 0, list_id = 0;
	auto_strv struct strv recipients = STRV_INIT;
	auto_free char *lines = NULL;
	auto_free char *text = NULL;
	enum rc rc;

	rc = find_flying(store, &chunk_id, &copy_id, &list_id, &lines, err);
	if (rc != RC_OK)
		return rc;
	lines_split(lines, &recipients);
	text = mem_format("chunk %lld of copy %lld was in flight at a crash; "
			  "%zu recipients may get it twice",
	    (long long)chunk_id, (long long)copy_id, recipients.n);
	rc = journal_add(store, now_s, "repeat", list_id, 0, text, err);
	if (rc == RC_OK)
		rc = chunk_wait(store, chunk_id, &recipients, now_s, err);
	if (rc == RC_OK)
		rc = copy_tally(store, copy_id, &tally, err);
	return rc;
}

enum rc
outbox_recover(
    struct store *store, int64_t now_s, uint64_t *ret_n, struct err *err)
{
	auto_work struct work work = { NULL };
	uint64_t n = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc != RC_OK)
		return rc;
	while ((rc = recover_one(store, now_s, err)) == RC_OK)
		n++;
	if (rc == RC_NOENT)
		rc = work_commit(&work, err);
	if (rc == RC_OK)
		*ret_n = n;
	return rc;
}

enum rc
outbox_postpone(struct store *store, int64_t now_s, int64_t due_s,
    uint64_t *ret_n, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE chunk SET due_s = ? WHERE NOT is_flying AND due_s <= ?");
	int n_changed = 0;
	enum rc rc;

	bind_int(&q, due_s);
	bind_int(&q, now_s);
	rc = query_run(&q, &n_changed, err);
	if (rc == RC_OK)
		*ret_n = (uint64_t)n_changed;
	return rc;
}

enum rc
outbox_next_due(struct store *store, int64_t *ret_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT due_s FROM chunk WHERE NOT is_flying"
	    " ORDER BY due_s LIMIT 1");
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret_s = column_int(&q, 0);
	return rc;
}

enum rc
outbox_count(struct store *store, struct outbox_counts *ret, struct err *err)
{
	/* One statement, so that all is of one moment. */
	auto_query struct query q = query_on(store,
	    "SELECT count(*), coalesce(sum(n_sent), 0),"
	    " coalesce(sum(n_refused), 0), coalesce(sum(n_struck), 0),"
	    " coalesce(sum(n_repeated), 0),"
	    " (SELECT coalesce(sum(n_recipients), 0) FROM chunk"
	    "  WHERE NOT is_flying),"
	    " (SELECT coalesce(sum(n_recipients), 0) FROM chunk"
	    "  WHERE is_flying)"
	    " FROM copy");
	enum rc rc = query_step(&q, err);

	if (rc != RC_OK)
		return rc;
	*ret = (struct outbox_counts){
		.copies = (uint64_t)column_int(&q, 0),
		.sent = (uint64_t)column_int(&q, 1),
		.refused = (uint64_t)column_int(&q, 2),
		.struck = (uint64_t)column_int(&q, 3),
		.repeated_chunks = (uint64_t)column_int(&q, 4),
		.waiting = (uint64_t)column_int(&q, 5),
		.flying = (uint64_t)column_int(&q, 6),
	};
	return RC_OK;
}
