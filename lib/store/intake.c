/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/intake.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/store-private.h"

const char *
outcome_name(enum outcome outcome)
{
	static const char *const names[] = {
		[OUTCOME_POSTED] = "posted",
		[OUTCOME_HELD] = "held",
		[OUTCOME_ANSWERED] = "answered",
		[OUTCOME_FILED] = "filed",
		[OUTCOME_ASIDE] = "set aside",
		[OUTCOME_DUPLICATE] = "duplicate",
	};

	return names[outcome];
}

/* What is set aside is not stored: its file goes to the spool's own corner. */
enum rc
intake_is_known(struct store *store, const char *spool_name, bool *ret,
    bool *ret_aside, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT EXISTS (SELECT 1 FROM disposition"
	    " WHERE intake_id = intake.id AND outcome = ?)"
	    " FROM intake WHERE spool_name = ?");
	enum rc rc;

	bind_int(&q, OUTCOME_ASIDE);
	bind_text(&q, spool_name);
	rc = query_step(&q, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	*ret = rc == RC_OK;
	if (ret_aside != NULL)
		*ret_aside = rc == RC_OK && column_int(&q, 0) != 0;
	return RC_OK;
}

enum rc
intake_add(struct store *store, struct intake *intake, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO intake"
	    " (spool_name, received_s, sender, raw_hash, message_id,"
	    "  n_recipients) VALUES (?, ?, ?, ?, ?, ?)");

	bind_text(&q, intake->spool_name);
	bind_int(&q, intake->received_s);
	bind_text(&q, intake->sender);
	bind_bytes(&q, intake->raw_hash, sizeof(intake->raw_hash));
	bind_id(&q, intake->message_id);
	bind_int(&q, (int64_t)intake->n_recipients);
	return query_insert(&q, &intake->id, err);
}

enum rc
disposition_add(struct store *store, int64_t intake_id, const char *recipient,
    enum outcome outcome, const char *reason, int64_t *ret_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO disposition (intake_id, recipient, outcome, reason)"
	    " VALUES (?, ?, ?, ?)");
	int64_t id = 0;
	enum rc rc;

	bind_id(&q, intake_id);
	bind_text(&q, recipient);
	bind_int(&q, outcome);
	bind_text(&q, reason);
	rc = query_insert(&q, &id, err);
	if (rc == RC_OK && ret_id != NULL)
		*ret_id = id;
	return rc;
}

enum rc
disposition_set(struct store *store, int64_t disposition_id,
    enum outcome outcome, const char *reason, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE disposition SET outcome = ?, reason = ? WHERE id = ?");
	int n_changed = 0;
	enum rc rc;

	bind_int(&q, outcome);
	bind_text(&q, reason);
	bind_id(&q, disposition_id);
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}

enum rc
disposition_get(struct store *store, int64_t disposition_id,
    char **ret_recipient, char **ret_sender, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT disposition.recipient, intake.sender FROM disposition"
	    " JOIN intake ON intake.id = disposition.intake_id"
	    " WHERE disposition.id = ?");
	enum rc rc;

	bind_id(&q, disposition_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	*ret_recipient = column_text(&q, 0);
	*ret_sender = column_text(&q, 1);
	return RC_OK;
}

enum rc
disposition_is_repeat(struct store *store, const unsigned char raw_hash[32],
    const char *recipient, int64_t since_s, bool *ret, struct err *err)
{
	/* The column compares without regard to case. */
	auto_query struct query q = query_on(store,
	    "SELECT 1 FROM intake JOIN disposition"
	    " ON disposition.intake_id = intake.id"
	    " WHERE intake.raw_hash = ? AND intake.received_s >= ?"
	    " AND disposition.recipient = ?"
	    " AND disposition.outcome IN (?, ?) LIMIT 1");

	bind_bytes(&q, raw_hash, 32);
	bind_int(&q, since_s);
	bind_text(&q, recipient);
	bind_int(&q, OUTCOME_POSTED);
	bind_int(&q, OUTCOME_HELD);
	return query_finds(&q, ret, err);
}

void
disposition_totals_release(struct disposition_totals *totals)
{
	for (size_t i = 0; i < totals->n; i++)
		free(totals->v[i].reason);
	free(totals->v);
	*totals = (struct disposition_totals){ .n = 0 };
}

static enum rc
sum_up(struct store *store, struct disposition_totals *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT outcome, reason, count(*) FROM disposition"
	    " GROUP BY outcome, reason ORDER BY outcome, reason");
	enum rc rc;

	while ((rc = query_step(&q, err)) == RC_OK) {
		ret->v = array_grow(ret->v, ret->n, sizeof(*ret->v));
		ret->v[ret->n++] = (struct disposition_total){
			.outcome = (enum outcome)column_int(&q, 0),
			.reason = column_text(&q, 1),
			.n = (uint64_t)column_int(&q, 2),
		};
	}
	return rc == RC_NOENT ? RC_OK : rc;
}

enum rc
disposition_count(
    struct store *store, struct disposition_totals *ret, struct err *err)
{
	auto_disposition_totals struct disposition_totals totals = { .n = 0 };
	enum rc rc = sum_up(store, &totals, err);

	if (rc != RC_OK)
		return rc;
	*ret = totals;
	totals = (struct disposition_totals){ .n = 0 };
	return RC_OK;
}

enum rc
intake_count(struct store *store, uint64_t *ret_n_entries,
    uint64_t *ret_n_recipients, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "SELECT count(*), ifnull(sum(n_recipients), 0) FROM intake");
	enum rc rc = query_step(&q, err);

	if (rc != RC_OK)
		return rc;
	*ret_n_entries = (uint64_t)column_int(&q, 0);
	*ret_n_recipients = (uint64_t)column_int(&q, 1);
	return RC_OK;
}
