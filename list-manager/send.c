/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/send.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "list-manager/backoff.h"

static void
set_results(
    struct submit_result *results, size_t n, enum rc rc, const char *reply)
{
	for (size_t i = 0; i < n; i++) {
		results[i].rc = rc;
		snprintf(results[i].reply, sizeof(results[i].reply), "%.*s",
		    (int)sizeof(results[i].reply) - 1, reply);
	}
}

/* One transaction for n recipients from the i-th on.  Whatever comes out of
 * it, each has a result. */
static enum rc
submit_some(struct submit *submit, const struct chunk *chunk, size_t i,
    size_t n, struct submit_result *results)
{
	auto_free const char **recipients = mem_zero(n, sizeof(recipients[0]));
	struct err err = ERR_INIT;
	enum rc rc;

	for (size_t k = 0; k < n; k++)
		recipients[k] = chunk->recipients.v[i + k];
	rc = submit_message(submit, chunk->sender, recipients, n, chunk->header,
	    chunk->n_header, chunk->body, chunk->n_body, &results[i], &err);
	if (rc != RC_OK)
		set_results(&results[i], n, rc, err.text);
	return rc;
}

/* RC_TEMP when the server was not there or broke off, else RC_OK. */
static enum rc
submit_chunk(struct submit *submit, const struct chunk *chunk,
    struct submit_result *results)
{
	const size_t n = chunk->recipients.n;
	enum rc rc = submit_some(submit, chunk, 0, n, results);

	if (rc != RC_PERM)
		return rc;
	/* An address that must not be sent spoils the transaction for all.
	 * With one recipient each only the bad one is refused. */
	for (size_t i = 0; i < n; i++) {
		rc = submit_some(submit, chunk, i, 1, results);
		if (rc == RC_TEMP) {
			set_results(&results[i + 1], n - i - 1, RC_TEMP,
			    results[i].reply);
			return RC_TEMP;
		}
	}
	return RC_OK;
}

struct tally {
	size_t n_sent, n_later, n_refused;
	const char *reply; /* of the first who did not get it */
};

static struct tally
count_fates(const struct outbox_result *results, size_t n)
{
	struct tally tally = { .reply = NULL };

	for (size_t i = 0; i < n; i++) {
		if (results[i].fate == FATE_SENT)
			tally.n_sent++;
		else if (results[i].fate == FATE_LATER)
			tally.n_later++;
		else
			tally.n_refused++;
		if (tally.reply == NULL && results[i].fate != FATE_SENT)
			tally.reply = results[i].reply;
	}
	return tally;
}

/* Named by the best that happened. */
static void
log_chunk(const struct chunk *chunk, const struct outbox_result *results,
    unsigned connection)
{
	const struct tally tally = count_fates(results, chunk->recipients.n);
	auto_free char *id = mem_format("%" PRId64, chunk->id);
	auto_free char *post = mem_format("%" PRId64, chunk->post_id);
	auto_free char *attempt = mem_format("%u", chunk->attempt);
	auto_free char *sent = mem_format("%zu", tally.n_sent);
	auto_free char *later = mem_format("%zu", tally.n_later);
	auto_free char *refused = mem_format("%zu", tally.n_refused);
	auto_free char *connected = mem_format("%u", connection);
	const char *event = "sent";

	if (tally.n_sent == 0 && tally.n_later > 0)
		event = "deferred";
	else if (tally.n_sent == 0 && tally.n_refused > 0)
		event = "refused";
	log_event(event, "chunk", id, "post", post, "attempt", attempt, "sent",
	    sent, "later", later, "refused", refused, "connection", connected,
	    "reply", tally.reply, NULL);
}

enum { SETTLE_TRIES = 30 };

static enum outbox_fate
fate_of(enum rc rc)
{
	if (rc == RC_OK)
		return FATE_SENT;
	return rc == RC_TEMP ? FATE_LATER : FATE_REFUSED;
}

/* What the MTA has taken must be written down, or it is sent twice: another
 * program that writes for long is waited for, again and again (each try waits
 * for the store's own timeout). */
static enum rc
settle(struct store *store, const struct chunk *chunk,
    const struct outbox_result *fates, int64_t now_s, int64_t give_up_after_s,
    struct err *err)
{
	enum rc rc = RC_TEMP;

	for (int i = 0; rc == RC_TEMP && i < SETTLE_TRIES; i++)
		rc = outbox_settle(store, chunk, fates, now_s,
		    now_s + backoff_s(chunk->attempt), give_up_after_s, err);
	return rc;
}

enum rc
send_next(struct store *store, struct submit *submit, int64_t give_up_after_s,
    enum send_outcome *ret_outcome, struct err *err)
{
	auto_chunk struct chunk chunk = { .id = 0 };
	auto_free struct submit_result *results = NULL;
	auto_free struct outbox_result *fates = NULL;
	enum rc rc = outbox_claim(store, clock_now_s(), &chunk, err);
	enum rc submitted;

	if (rc == RC_NOENT) {
		*ret_outcome = SEND_NOTHING;
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	results = mem_zero(chunk.recipients.n, sizeof(results[0]));
	fates = mem_zero(chunk.recipients.n, sizeof(fates[0]));
	submitted = submit_chunk(submit, &chunk, results);
	for (size_t i = 0; i < chunk.recipients.n; i++) {
		fates[i].fate = fate_of(results[i].rc);
		fates[i].reply = results[i].reply;
	}
	rc = settle(store, &chunk, fates, clock_now_s(), give_up_after_s, err);
	if (rc != RC_OK)
		return rc;
	log_chunk(&chunk, fates, submit_n_connections(submit));
	*ret_outcome = submitted == RC_OK ? SEND_ANSWERED : SEND_BROKEN;
	return RC_OK;
}

enum rc
send_postpone(struct store *store, struct err *err)
{
	const int64_t now_s = clock_now_s();
	auto_free char *text = NULL;
	uint64_t n = 0;
	enum rc rc =
	    outbox_postpone(store, now_s, now_s + SEND_PAUSE_S, &n, err);

	if (rc != RC_OK)
		return rc;
	text = mem_format("%" PRIu64, n);
	log_event("postponed", "chunks", text, NULL);
	return RC_OK;
}
