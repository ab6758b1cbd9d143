/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/journal.h"

#include "lib/store/store-private.h"

enum rc
journal_add(struct store *store, int64_t now_s, const char *event,
    int64_t list_id, int64_t person_id, const char *text, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO journal (time_s, event, list_id, person_id, text)"
	    " VALUES (?, ?, ?, ?, ?)");

	bind_int(&q, now_s);
	bind_text(&q, event);
	bind_id(&q, list_id);
	bind_id(&q, person_id);
	bind_text(&q, text);
	return query_run(&q, NULL, err);
}

enum rc
journal_count(
    struct store *store, const char *event, uint64_t *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "SELECT count(*) FROM journal WHERE event = ?");
	enum rc rc;

	bind_text(&q, event);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		*ret = (uint64_t)column_int(&q, 0);
	return rc;
}

enum rc
answer_is_due(struct store *store, const char *address, int64_t now_s,
    int64_t interval_s, bool *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO answer (address, last_s) VALUES (?, ?)"
	    " ON CONFLICT (address) DO UPDATE SET last_s = excluded.last_s"
	    " WHERE last_s <= excluded.last_s - ?");
	int n_changed = 0;
	enum rc rc;

	bind_text(&q, address);
	bind_int(&q, now_s);
	bind_int(&q, interval_s);
	rc = query_run(&q, &n_changed, err);
	if (rc == RC_OK)
		*ret = n_changed > 0;
	return rc;
}
