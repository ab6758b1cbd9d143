/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/audit.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/store-private.h"

/* Each counts the rows that speak against its claim.  Outcomes are those of
 * intake.h: 0 posted, 1 held, 4 set aside; hold states of hold.h: 0 waiting. */
static const struct {
	const char *claim;
	const char *sql;
} claims[] = {
	{ "each message taken in has one outcome for each of its recipients",
	    "SELECT count(*) FROM intake WHERE n_recipients <>"
	    " (SELECT count(*) FROM disposition"
	    "  WHERE intake_id = intake.id)" },
	{ "each message taken in is stored, or was set aside",
	    "SELECT count(*) FROM intake WHERE message_id IS NULL"
	    " AND EXISTS (SELECT 1 FROM disposition"
	    "  WHERE intake_id = intake.id AND outcome <> 4)" },
	{ "each stored message has its bytes",
	    "SELECT count(*) FROM message WHERE NOT EXISTS"
	    " (SELECT 1 FROM raw WHERE message_id = message.id)" },
	{ "each posted recipient has its post, and each post its recipient",
	    "SELECT count(*) FROM"
	    " (SELECT message_id FROM"
	    "   (SELECT i.message_id, 1 AS n FROM disposition AS d"
	    "     JOIN intake AS i ON i.id = d.intake_id WHERE d.outcome = 0"
	    "    UNION ALL SELECT message_id, -1 FROM post)"
	    "  GROUP BY message_id HAVING sum(n) <> 0)" },
	{ "each held recipient has its hold that waits",
	    "SELECT count(*) FROM disposition WHERE outcome = 1"
	    " AND NOT EXISTS (SELECT 1 FROM hold"
	    "  WHERE disposition_id = disposition.id AND state = 0)" },
	{ "each hold that waits has its held recipient",
	    "SELECT count(*) FROM hold JOIN disposition"
	    " ON disposition.id = disposition_id"
	    " WHERE state = 0 AND outcome <> 1" },
	{ "each copy is sent, refused, struck or waits for each recipient",
	    "SELECT count(*) FROM copy"
	    " WHERE n_queued <> n_sent + n_refused + n_struck"
	    " + (SELECT ifnull(sum(n_recipients), 0) FROM chunk"
	    "    WHERE copy_id = copy.id)" },
};

void
findings_release(struct findings *findings)
{
	free(findings->v);
	*findings = (struct findings){ .n = 0 };
}

enum rc
audit_run(struct store *store, struct findings *ret, struct err *err)
{
	const size_t n = sizeof(claims) / sizeof(claims[0]);
	auto_findings struct findings findings = {
		.v = mem_zero(n, sizeof(struct finding)),
	};

	for (size_t i = 0; i < n; i++) {
		auto_query struct query q = query_on(store, claims[i].sql);
		enum rc rc = query_step(&q, err);

		if (rc != RC_OK)
			return rc;
		findings.v[findings.n++] = (struct finding){
			.claim = claims[i].claim,
			.n_against = (uint64_t)column_int(&q, 0),
		};
	}
	*ret = findings;
	findings = (struct findings){ .n = 0 };
	return RC_OK;
}
