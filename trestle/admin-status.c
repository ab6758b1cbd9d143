/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle status`: what came in, what became of it, what waits.
 */
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "lib/base/mem.h"
#include "lib/spool/spool.h"
#include "lib/store/hold.h"
#include "lib/store/intake.h"
#include "lib/store/list.h"
#include "lib/store/outbox.h"
#include "lib/store/post.h"
#include "trestle/admin.h"

/* The outcomes in the order and the words of the count equation. */
static const struct {
	enum outcome outcome;
	const char *words;
} terms[] = {
	{ OUTCOME_POSTED, "posted" },
	{ OUTCOME_HELD, "held" },
	{ OUTCOME_ANSWERED, "answered" },
	{ OUTCOME_FILED, "filed" },
	{ OUTCOME_ASIDE, "set aside" },
	{ OUTCOME_DUPLICATE, "duplicates" },
};

enum { N_TERMS = sizeof(terms) / sizeof(terms[0]) };

static uint64_t
sum_of(const struct disposition_totals *totals, enum outcome outcome)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < totals->n; i++)
		if (totals->v[i].outcome == outcome)
			sum += totals->v[i].n;
	return sum;
}

static void
print_reasons(const struct disposition_totals *totals)
{
	for (size_t t = 0; t < N_TERMS; t++)
		for (size_t i = 0; i < totals->n; i++) {
			const struct disposition_total *total = &totals->v[i];

			if (total->outcome == terms[t].outcome)
				printf("  %-10s %8" PRIu64 "  %s\n",
				    terms[t].words, total->n, total->reason);
		}
}

/* in N = posted A + held B + ...: N is what the entries named, counted when
 * they were taken in; the terms are what stands for each of them now. */
static enum rc
print_equation(struct store *store, struct err *err)
{
	auto_disposition_totals struct disposition_totals totals = { .n = 0 };
	uint64_t n_in, n_entries;
	enum rc rc = disposition_count(store, &totals, err);

	if (rc == RC_OK)
		rc = intake_count(store, &n_entries, &n_in, err);
	if (rc != RC_OK)
		return rc;
	printf("in %" PRIu64 " =", n_in);
	for (size_t t = 0; t < N_TERMS; t++)
		printf("%s %s %" PRIu64, t > 0 ? " +" : "", terms[t].words,
		    sum_of(&totals, terms[t].outcome));
	printf("\n  (message x recipient; %" PRIu64 " messages)\n", n_entries);
	print_reasons(&totals);
	return RC_OK;
}

static enum rc
print_spool(const struct site *site, struct err *err)
{
	auto_free char *path = site_path(site, SITE_SPOOL);
	auto_spool struct spool *spool = NULL;
	uint64_t n_waiting, n_aside;
	enum rc rc = spool_open(path, &spool, err);

	if (rc == RC_OK)
		rc = spool_count(spool, &n_waiting, &n_aside, err);
	if (rc != RC_OK)
		return rc;
	printf("spool   %" PRIu64 " messages wait, %" PRIu64 " set aside\n",
	    n_waiting, n_aside);
	return RC_OK;
}

static enum rc
print_outbox(struct store *store, struct err *err)
{
	struct outbox_counts counts;
	enum rc rc = outbox_count(store, &counts, err);

	if (rc != RC_OK)
		return rc;
	printf("outbox  %" PRIu64 " recipients wait, %" PRIu64
	       " in flight; %" PRIu64 " sent, %" PRIu64 " refused, %" PRIu64
	       " struck",
	    counts.waiting, counts.flying, counts.sent, counts.refused,
	    counts.struck);
	if (counts.repeated_chunks > 0)
		printf("; %" PRIu64 " chunks perhaps sent twice",
		    counts.repeated_chunks);
	printf("\n");
	return RC_OK;
}

static enum rc
print_site(struct store *store, struct err *err)
{
	auto_lists struct lists lists = { .n = 0 };
	auto_holds struct holds holds = { .n = 0 };
	uint64_t n_posts;
	enum rc rc = list_all(store, &lists, err);

	if (rc == RC_OK)
		rc = hold_waiting(store, 0, &holds, err);
	if (rc == RC_OK)
		rc = post_count(store, &n_posts, err);
	if (rc != RC_OK)
		return rc;
	printf("lists   %zu with %" PRIu64 " posts; %zu held for an answer\n",
	    lists.n, n_posts, holds.n);
	return RC_OK;
}

static const struct option_spec status_options[] = {
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec status_spec = {
	.name = "trestle status",
	.operands = "",
	.meaning = "Tell what came in, what became of it, and what waits.",
	.options = status_options,
	.usage_exit = EX_USAGE,
};

int
admin_status(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&status_spec, argc, argv);
	auto_admin struct admin admin = ADMIN_INIT;
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) > 0)
		options_misuse(&status_spec, "takes no operands");
	rc = admin_open(options, STORE_READ, &admin, &err);
	if (rc == RC_OK)
		rc = print_equation(admin.store, &err);
	if (rc == RC_OK)
		rc = print_spool(admin.site, &err);
	if (rc == RC_OK)
		rc = print_outbox(admin.store, &err);
	if (rc == RC_OK)
		rc = print_site(admin.store, &err);
	return rc == RC_OK ? 0 : admin_fail(rc, &err);
}
