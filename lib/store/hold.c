/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/hold.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/store-private.h"

void
holds_release(struct holds *holds)
{
	free(holds->v);
	*holds = (struct holds){ .n = 0 };
}

#define HOLD_COLUMNS                                                       \
	"hold.id, hold.message_id, hold.audience_id, hold.disposition_id," \
	" hold.author_id, hold.author_side, hold.reasons, hold.created_s," \
	" hold.deadline_s, hold.state"

static struct hold
read_hold(struct query *q)
{
	return (struct hold){
		.id = column_int(q, 0),
		.message_id = column_int(q, 1),
		.audience_id = column_int(q, 2),
		.disposition_id = column_int(q, 3),
		.author_id = column_int(q, 4),
		.author_side = (enum side)column_int(q, 5),
		.reasons = (unsigned)column_int(q, 6),
		.created_s = column_int(q, 7),
		.deadline_s = column_int(q, 8),
		.state = (enum hold_state)column_int(q, 9),
	};
}

static enum rc
read_holds(struct query *q, struct holds *ret, struct err *err)
{
	auto_holds struct holds holds = { .n = 0 };
	enum rc rc;

	while ((rc = query_step(q, err)) == RC_OK) {
		holds.v = array_grow(holds.v, holds.n, sizeof(*holds.v));
		holds.v[holds.n++] = read_hold(q);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = holds;
	holds = (struct holds){ .n = 0 };
	return RC_OK;
}

enum rc
hold_add(struct store *store, struct hold *hold, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO hold (message_id, audience_id, disposition_id,"
	    " author_id, author_side, reasons, created_s, deadline_s, state)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

	bind_id(&q, hold->message_id);
	bind_id(&q, hold->audience_id);
	bind_id(&q, hold->disposition_id);
	bind_id(&q, hold->author_id);
	bind_int(&q, hold->author_side);
	bind_int(&q, hold->reasons);
	bind_int(&q, hold->created_s);
	bind_int(&q, hold->deadline_s);
	bind_int(&q, HOLD_WAITING);
	return query_insert(&q, &hold->id, err);
}

enum rc
hold_get(
    struct store *store, int64_t hold_id, struct hold *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "SELECT " HOLD_COLUMNS " FROM hold WHERE id = ?");
	enum rc rc;

	bind_id(&q, hold_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		*ret = read_hold(&q);
	return rc;
}

enum rc
hold_end(struct store *store, int64_t hold_id, enum hold_state state,
    int64_t by_person_id, int64_t now_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE hold SET state = ?, ended_by = ?, ended_s = ?"
	    " WHERE id = ? AND ended_s IS NULL");
	int n_changed = 0;
	enum rc rc;

	assert(state != HOLD_WAITING);
	bind_int(&q, state);
	bind_id(&q, by_person_id);
	bind_int(&q, now_s);
	bind_id(&q, hold_id);
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}

enum rc
hold_due(struct store *store, int64_t now_s, struct holds *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT " HOLD_COLUMNS " FROM hold"
	    " WHERE ended_s IS NULL AND deadline_s <= ? ORDER BY id");

	bind_int(&q, now_s);
	return read_holds(&q, ret, err);
}

enum rc
hold_waiting(
    struct store *store, int64_t list_id, struct holds *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT " HOLD_COLUMNS " FROM hold"
	    " JOIN audience ON audience.id = hold.audience_id"
	    " WHERE hold.ended_s IS NULL"
	    " AND (?1 IS NULL OR audience.list_id = ?1) ORDER BY hold.id");

	bind_id(&q, list_id);
	return read_holds(&q, ret, err);
}

enum rc
hold_next_deadline(struct store *store, int64_t *ret_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT deadline_s FROM hold WHERE ended_s IS NULL"
	    " ORDER BY deadline_s LIMIT 1");
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret_s = column_int(&q, 0);
	return rc;
}
