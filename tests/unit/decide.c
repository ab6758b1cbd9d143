/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decision table, and what must hold for each of its combinations.
 */
#include "list-manager/decide.h"

#include "tests/tap.h"

struct row {
	const char *name;
	struct circumstances known;
	enum verdict verdict;
	unsigned reasons;
	const char *filed;
	bool asks_author;
	bool is_visitor;
	bool alerts_owners;
};

#define INSIDER .has_author = true, .is_insider = true
#define MEMBER .side = SIDE_INTERNAL
#define CLIENT .has_author = true, .side = SIDE_CLIENT
#define STRANGER .has_author = true, .side = SIDE_NONE
#define PROVEN .proof = PROOF_GOOD, .is_submitted = true

static const struct row rows[] = {
	{ "automatic mail, shared", { .screened = "automatic: report", CLIENT },
	    VERDICT_FILE, .filed = "automatic: report" },
	{ "automatic mail, internal",
	    { .is_internal = true,
		.screened = "loop: hops",
		INSIDER,
		MEMBER,
		PROVEN },
	    VERDICT_FILE, .filed = "loop: hops" },

	{ "client to both sides", { CLIENT }, VERDICT_POST },
	{ "client, whatever vouches for him",
	    { CLIENT, .proof = PROOF_REFUTED }, VERDICT_POST },
	{ "client who names the inside", { CLIENT, .names_internal = true },
	    VERDICT_POST, .alerts_owners = true },
	{ "insider of ours who is a client here",
	    { INSIDER, .side = SIDE_CLIENT }, VERDICT_POST },
	{ "insider, proven", { INSIDER, MEMBER, PROVEN }, VERDICT_POST },
	{ "insider without proof", { INSIDER, MEMBER }, VERDICT_HOLD,
	    HOLD_UNPROVEN, .asks_author = true },
	{ "insider, submitted by another",
	    { INSIDER, MEMBER, .proof = PROOF_REFUTED, .is_submitted = true },
	    VERDICT_HOLD, HOLD_UNPROVEN, .asks_author = true },
	{ "insider who names both sides",
	    { INSIDER, MEMBER, PROVEN, .names_internal = true }, VERDICT_HOLD,
	    HOLD_BOTH_SIDES, .asks_author = true },
	{ "insider, both sides and no proof",
	    { INSIDER, MEMBER, .names_internal = true }, VERDICT_HOLD,
	    HOLD_UNPROVEN | HOLD_BOTH_SIDES, .asks_author = true },
	{ "insider of another list, proven", { INSIDER, PROVEN }, VERDICT_HOLD,
	    HOLD_STRANGER },
	{ "insider of another list, no proof, both sides",
	    { INSIDER, .names_internal = true }, VERDICT_HOLD,
	    HOLD_STRANGER | HOLD_UNPROVEN | HOLD_BOTH_SIDES,
	    .asks_author = true },
	{ "stranger", { STRANGER }, VERDICT_HOLD, HOLD_STRANGER },
	{ "stranger who names the inside", { STRANGER, .names_internal = true },
	    VERDICT_HOLD, HOLD_STRANGER, .alerts_owners = true },
	{ "no single author", { .has_author = false }, VERDICT_HOLD,
	    HOLD_NO_AUTHOR },

	{ "insider to the inside",
	    { .is_internal = true, INSIDER, MEMBER, PROVEN }, VERDICT_POST },
	{ "insider to another list's inside",
	    { .is_internal = true, INSIDER, PROVEN }, VERDICT_POST },
	{ "insider to the inside who names it, of course",
	    { .is_internal = true,
		INSIDER,
		MEMBER,
		PROVEN,
		.names_internal = true },
	    VERDICT_POST },
	{ "insider to the inside, another submitted",
	    { .is_internal = true,
		INSIDER,
		MEMBER,
		.proof = PROOF_REFUTED,
		.is_submitted = true },
	    VERDICT_HOLD, HOLD_UNPROVEN, .asks_author = true },
	{ "insider to the inside from outside, refused",
	    { .is_internal = true, INSIDER, MEMBER }, VERDICT_FILE,
	    .filed = "from outside" },
	{ "insider to the inside from outside, let in",
	    { .is_internal = true,
		INSIDER,
		MEMBER,
		.is_outside_welcome = true },
	    VERDICT_HOLD, HOLD_UNPROVEN, .asks_author = true },
	{ "client to the inside, refused", { .is_internal = true, CLIENT },
	    VERDICT_FILE, .filed = "from outside" },
	{ "client to the inside, let in",
	    { .is_internal = true, CLIENT, .is_outside_welcome = true },
	    VERDICT_POST, .is_visitor = true },
	{ "client to the inside by our submission",
	    { .is_internal = true, CLIENT, .is_submitted = true }, VERDICT_POST,
	    .is_visitor = true },
	{ "stranger to the inside, let in",
	    { .is_internal = true, STRANGER, .is_outside_welcome = true },
	    VERDICT_POST, .is_visitor = true },
	{ "two authors to the inside from outside",
	    { .is_internal = true, .is_outside_welcome = true }, VERDICT_FILE,
	    .filed = "no single author" },
	{ "two authors to the inside by our submission",
	    { .is_internal = true, .is_submitted = true }, VERDICT_HOLD,
	    HOLD_NO_AUTHOR },
};

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct decision got = decide(&row->known);

		tap_is_int(got.verdict, row->verdict, "%s: verdict", row->name);
		tap_is_int(got.reasons, row->reasons, "%s: reasons", row->name);
		tap_is_string(got.filed, row->filed, "%s: filed", row->name);
		tap_is_int(got.asks_author, row->asks_author,
		    "%s: asks the author", row->name);
		tap_is_int(
		    got.is_visitor, row->is_visitor, "%s: visitor", row->name);
		tap_is_int(got.alerts_owners, row->alerts_owners, "%s: alert",
		    row->name);
	}
}

/* The n-th combination of everything that decide() can be told. */
static struct circumstances
combination(unsigned n)
{
	return (struct circumstances){
		.is_internal = n & 1,
		.has_author = n >> 1 & 1,
		.is_insider = n >> 2 & 1,
		.names_internal = n >> 3 & 1,
		.is_submitted = n >> 4 & 1,
		.is_outside_welcome = n >> 5 & 1,
		.side = (enum side)(n >> 6 & 3),
		.proof = (enum proof)(n >> 8 & 3),
	};
}

static bool
is_possible(const struct circumstances *known)
{
	return (int)known->side <= SIDE_CLIENT &&
	    (int)known->proof <= PROOF_REFUTED &&
	    (known->has_author ||
		(!known->is_insider && known->side == SIDE_NONE &&
		    known->proof == PROOF_NONE)) &&
	    (known->side != SIDE_INTERNAL || known->is_insider) &&
	    (known->proof == PROOF_NONE || known->is_submitted);
}

/* What the membrane promises, whatever the table says. */
static void
test_promises(void)
{
	unsigned n_seen = 0, n_unproven = 0, n_both = 0, n_visitor = 0,
		 n_oracle = 0, n_quiet = 0;

	for (unsigned n = 0; n < 1024; n++) {
		struct circumstances known = combination(n);
		struct circumstances other = known;
		struct decision got, without;
		bool speaks_inside =
		    known.is_insider && known.side != SIDE_CLIENT;

		if (!is_possible(&known))
			continue;
		n_seen++;
		got = decide(&known);
		n_unproven += got.verdict == VERDICT_POST && speaks_inside &&
		    known.proof != PROOF_GOOD;
		n_both += got.verdict == VERDICT_POST && !known.is_internal &&
		    speaks_inside && known.names_internal;
		n_visitor += got.is_visitor && speaks_inside;
		/* What a client names inside never changes his verdict. */
		other.names_internal = !known.names_internal;
		without = decide(&other);
		n_oracle += !speaks_inside &&
		    (got.verdict != without.verdict ||
			got.reasons != without.reasons);
		/* From outside the inside never asks for an answer of
		 * anybody but our own person. */
		n_quiet += known.is_internal && !known.is_submitted &&
		    got.verdict == VERDICT_HOLD && !got.asks_author;
	}
	tap_ok(n_seen > 100, "%u combinations are possible", n_seen);
	tap_is_int(n_unproven, 0, "no insider's post without proof");
	tap_is_int(n_both, 0, "no insider's post to both sides unasked");
	tap_is_int(n_visitor, 0, "no insider is a visitor");
	tap_is_int(n_oracle, 0, "no client learns what exists inside");
	tap_is_int(n_quiet, 0, "no stranger makes the inside ask");
}

static void
test_reasons_text(void)
{
	char *all = hold_reasons_text(
	    HOLD_STRANGER | HOLD_NO_AUTHOR | HOLD_UNPROVEN | HOLD_BOTH_SIDES);
	char *one = hold_reasons_text(HOLD_UNPROVEN);

	tap_is_string(all, "stranger, no single author, unproven, both sides",
	    "all reasons in words");
	tap_is_string(one, "unproven", "one reason in words");
	free(all);
	free(one);
}

int
main(void)
{
	test_rows();
	test_promises();
	test_reasons_text();
	return tap_done();
}
