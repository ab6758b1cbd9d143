/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/digest.h"

#include "lib/store/store-private.h"

enum rc
digest_record(struct store *store, const char *view, int64_t since_s,
    int64_t until_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO digest (view, until_s) SELECT ?1, ?2"
	    " WHERE NOT EXISTS (SELECT 1 FROM digest"
	    "  WHERE view = ?1 AND until_s > ?3)");
	int n_changed = 0;
	enum rc rc;

	bind_text(&q, view);
	bind_int(&q, until_s);
	bind_int(&q, since_s);
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}
