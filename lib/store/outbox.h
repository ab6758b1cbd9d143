/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is decided and not yet handed to the MTA.  A copy is one variant of
 * one message: a final header block and the stored body behind body_offset of
 * the raw bytes.  Its recipients stand in chunks, one SMTP transaction each;
 * recipients may be struck but are never added.  The state table and the
 * numbered invariants stand at the top of outbox.c.
 */
#ifndef LIB_STORE_OUTBOX_H
#define LIB_STORE_OUTBOX_H

#include <stddef.h>

#include "lib/base/strv.h"
#include "lib/store/store.h"

struct outbox_copy {
	int64_t message_id; /* whose raw bytes hold the body */
	size_t body_offset;
	const char *header; /* complete, with the empty line */
	size_t n_header;
	const char *sender; /* envelope sender */
	int64_t post_id; /* 0 for a notice */
	int64_t list_id; /* 0 for none: members who leave are struck */
	int64_t created_s;
};

/* Queue a copy for these recipients, cut into chunks of per_chunk.  Nothing
 * is queued for no recipients. */
enum rc outbox_add(struct store *store, const struct outbox_copy *copy,
    const struct strv *recipients, size_t per_chunk, struct err *err);

/* Strike an address from all that waits for this list. */
enum rc outbox_strike(
    struct store *store, int64_t list_id, const char *address, struct err *err);

/* One chunk in flight. */
struct chunk {
	int64_t id;
	unsigned attempt; /* 1 for the first */
	char *sender;
	char *header;
	size_t n_header;
	char *body;
	size_t n_body;
	struct strv recipients; /* those not yet done */
	int64_t created_s;
	int64_t post_id;
};

void chunk_release(struct chunk *chunk);
#define auto_chunk __attribute__((cleanup(chunk_release)))

/* Claim the oldest chunk that is due: in its own transaction, durable before
 * anything is sent (invariant O2).  RC_NOENT when none is due. */
enum rc outbox_claim(
    struct store *store, int64_t now_s, struct chunk *ret, struct err *err);

/* What became of recipients[i] of a claimed chunk. */
enum outbox_fate { FATE_SENT, FATE_LATER, FATE_REFUSED };

struct outbox_result {
	enum outbox_fate fate;
	const char *reply; /* for LATER and REFUSED */
};

/* Settle a chunk in one transaction: results[i] is for recipients[i].  Those
 * to be tried later are due at retry_s.  When they are older than
 * give_up_after_s they are refused instead ("gave up after ..."). */
enum rc outbox_settle(struct store *store, const struct chunk *chunk,
    const struct outbox_result *results, int64_t now_s, int64_t retry_s,
    int64_t give_up_after_s, struct err *err);

/* No server takes anything now: all that is due at now_s waits until due_s,
 * untried.  *ret_n is how many chunks. */
enum rc outbox_postpone(struct store *store, int64_t now_s, int64_t due_s,
    uint64_t *ret_n, struct err *err);

/* After a start: chunks left in flight by a crash wait again, and the journal
 * says that their recipients may get a second copy.  *ret_n is how many. */
enum rc outbox_recover(
    struct store *store, int64_t now_s, uint64_t *ret_n, struct err *err);

/* When the next chunk is due.  RC_NOENT when nothing waits. */
enum rc outbox_next_due(struct store *store, int64_t *ret_s, struct err *err);

struct outbox_counts {
	uint64_t copies; /* variants, ever */
	uint64_t waiting; /* recipients */
	uint64_t flying;
	uint64_t sent;
	uint64_t refused;
	uint64_t struck;
	uint64_t repeated_chunks; /* may have been sent twice */
};

enum rc
outbox_count(struct store *store, struct outbox_counts *ret, struct err *err);

#endif
