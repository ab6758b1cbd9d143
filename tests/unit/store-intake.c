/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came in and what became of it: dispositions, holds, tokens, journal.
 */
#include "lib/store/intake.h"

#include "lib/store/hold.h"
#include "lib/store/journal.h"
#include "lib/store/store-private.h"
#include "lib/store/token.h"
#include "tests/unit/store-fixture.h"

/* An entry with one recipient. */
static int64_t
take_in(struct store *store, const char *name, int64_t received_s,
    unsigned char first_of_hash, enum outcome outcome)
{
	struct intake intake = {
		.spool_name = name,
		.received_s = received_s,
		.sender = "ann@example.com",
		.raw_hash = { first_of_hash },
		.n_recipients = 1,
	};
	struct err err = ERR_INIT;
	int64_t id = 0;

	must(intake_add(store, &intake, &err), &err, name);
	must(disposition_add(store, intake.id, "Acme@lists.example.com",
		 outcome, "test", &id, &err),
	    &err, name);
	return id;
}

static void
test_intake(struct store *store)
{
	int64_t id = take_in(store, "e1", NOW, 1, OUTCOME_FILED);
	struct intake twice = { .spool_name = "e1", .sender = "" };
	auto_free char *recipient = NULL;
	auto_free char *sender = NULL;
	struct err err = ERR_INIT;
	bool known = true, aside = true;

	must(intake_is_known(store, "e0", &known, &aside, &err), &err, "e0");
	tap_ok(!known && !aside, "an entry never seen");
	must(intake_is_known(store, "e1", &known, &aside, &err), &err, "e1");
	tap_ok(known && !aside, "one that was decided");
	take_in(store, "e2", NOW, 2, OUTCOME_ASIDE);
	must(intake_is_known(store, "e2", &known, &aside, &err), &err, "e2");
	tap_ok(known && aside, "one that was set aside");
	tap_is_int(intake_add(store, &twice, &err), RC_PERM,
	    "no entry is taken in twice");
	tap_is_int(disposition_get(store, id, &recipient, &sender, &err), RC_OK,
	    "a disposition");
	tap_is_string(recipient, "Acme@lists.example.com", "its recipient");
	tap_is_string(sender, "ann@example.com", "its sender");
	tap_is_int(disposition_set(store, 4711, OUTCOME_POSTED, "", &err),
	    RC_NOENT, "there is no other");
}

static const struct {
	const char *name;
	enum outcome outcome;
	int64_t since_s;
	const char *recipient;
	bool want;
} repeats[] = {
	{ "posted", OUTCOME_POSTED, NOW, "acme@lists.example.com", true },
	{ "held", OUTCOME_HELD, NOW, "ACME@lists.example.com", true },
	{ "refused", OUTCOME_ANSWERED, NOW, "acme@lists.example.com", false },
	{ "dropped", OUTCOME_FILED, NOW, "acme@lists.example.com", false },
	{ "set aside", OUTCOME_ASIDE, NOW, "acme@lists.example.com", false },
	{ "a repeat", OUTCOME_DUPLICATE, NOW, "acme@lists.example.com", false },
	{ "too long ago", OUTCOME_POSTED, NOW + 1, "acme@lists.example.com",
	    false },
	{ "for another", OUTCOME_POSTED, NOW, "eng@lists.example.com", false },
};

static void
test_repeats(struct store *store)
{
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(repeats) / sizeof(*repeats); i++) {
		unsigned char hash[32] = { (unsigned char)(100 + i) };
		bool is = !repeats[i].want;

		take_in(
		    store, repeats[i].name, NOW, hash[0], repeats[i].outcome);
		must(disposition_is_repeat(store, hash, repeats[i].recipient,
			 repeats[i].since_s, &is, &err),
		    &err, "repeat");
		tap_is_int(is, repeats[i].want, "the same bytes were: %s",
		    repeats[i].name);
	}
}

static void
test_totals(struct store *store)
{
	auto_disposition_totals struct disposition_totals totals = { .n = 0 };
	uint64_t n_intake = 0, n_recipients = 0, n = 0, n_posted = 0;
	struct err err = ERR_INIT;

	must(disposition_count(store, &totals, &err), &err, "sum");
	must(intake_count(store, &n_intake, &n_recipients, &err), &err, "in");
	for (size_t i = 0; i < totals.n; i++) {
		n += totals.v[i].n;
		if (totals.v[i].outcome == OUTCOME_POSTED)
			n_posted += totals.v[i].n;
		tap_is_string(totals.v[i].reason, "test", "the reason of %s",
		    outcome_name(totals.v[i].outcome));
	}
	tap_is_int((intmax_t)n_intake, 10, "ten entries");
	tap_is_int((intmax_t)n_recipients, 10, "with one recipient each");
	tap_is_int((intmax_t)n, 10, "each with an outcome");
	tap_is_int((intmax_t)n_posted, 3, "three of them posted");
}

static struct hold
add_hold(struct store *store, const struct list *list, const char *name,
    int64_t deadline_s)
{
	struct hold hold = {
		.message_id = add_message(store, name, name),
		.audience_id = list->shared_id,
		.disposition_id = take_in(store, name, NOW, 1, OUTCOME_HELD),
		.author_side = SIDE_CLIENT,
		.reasons = 5,
		.created_s = NOW,
		.deadline_s = deadline_s,
	};
	struct err err = ERR_INIT;

	must(hold_add(store, &hold, &err), &err, name);
	return hold;
}

static void
test_holds(
    struct store *store, const struct list *list, const struct list *other)
{
	struct hold late = add_hold(store, list, "h1", NOW + 20);
	struct hold soon = add_hold(store, list, "h2", NOW + 10);
	auto_holds struct holds due = { .n = 0 };
	auto_holds struct holds all = { .n = 0 };
	auto_holds struct holds of_other = { .n = 0 };
	struct err err = ERR_INIT;
	struct hold got;
	int64_t next = 0;

	tap_is_int(hold_get(store, 4711, &got, &err), RC_NOENT, "no hold");
	tap_is_int(hold_get(store, late.id, &got, &err), RC_OK, "a hold");
	tap_ok(got.message_id == late.message_id && got.reasons == 5 &&
		got.author_side == SIDE_CLIENT && got.author_id == 0 &&
		got.state == HOLD_WAITING && got.deadline_s == NOW + 20,
	    "as it was added");
	must(hold_next_deadline(store, &next, &err), &err, "next");
	tap_is_int(next, NOW + 10, "the next deadline");
	must(hold_due(store, NOW + 10, &due, &err), &err, "due");
	tap_ok(due.n == 1 && due.v[0].id == soon.id, "one is due");
	must(hold_waiting(store, 0, &all, &err), &err, "waiting");
	tap_is_int((intmax_t)all.n, 2, "two wait");
	must(hold_waiting(store, other->id, &of_other, &err), &err, "other");
	tap_is_int((intmax_t)of_other.n, 0, "none for another list");
	tap_is_int(hold_end(store, soon.id, HOLD_EXPIRED, 0, NOW + 10, &err),
	    RC_OK, "one ends");
	tap_is_int(hold_end(store, soon.id, HOLD_ACCEPTED, 0, NOW + 11, &err),
	    RC_NOENT, "once");
	must(hold_get(store, soon.id, &got, &err), &err, "get");
	tap_is_int(got.state, HOLD_EXPIRED, "and says how");
	must(hold_end(store, late.id, HOLD_DROPPED, 0, NOW, &err), &err, "end");
	tap_is_int(
	    hold_next_deadline(store, &next, &err), RC_NOENT, "nothing waits");
}

static void
test_tokens(struct store *store, const struct list *list)
{
	struct hold hold = add_hold(store, list, "t1", NOW + 20);
	const struct token token = {
		.action = TOKEN_CONFIRM,
		.hold_id = hold.id,
		.person_id = add_person(store, "tom@example.com"),
		.expires_s = NOW + 5,
	};
	auto_query struct query q = query_on(store,
	    "SELECT count(*) FROM token WHERE instr(hash, 'secretword')");
	struct err err = ERR_INIT;
	struct token got;

	must(token_add(store, "secretword", &token, &err), &err, "add");
	tap_is_int(
	    token_find(store, "other", &got, &err), RC_NOENT, "another text");
	tap_is_int(
	    token_find(store, "secretword", &got, &err), RC_OK, "its text");
	tap_ok(got.action == TOKEN_CONFIRM && got.hold_id == hold.id &&
		got.person_id == token.person_id && got.used_s == 0 &&
		got.expires_s == NOW + 5,
	    "as it was added");
	tap_is_int(token_use(store, "secretword", NOW, &err), RC_OK, "used");
	tap_is_int(token_use(store, "secretword", NOW, &err), RC_NOENT, "once");
	must(token_find(store, "secretword", &got, &err), &err, "find");
	tap_is_int(got.used_s, NOW, "and says when");
	must(query_step(&q, &err), &err, "look");
	tap_is_int(column_int(&q, 0), 0, "the text is nowhere");
}

static const struct {
	const char *name;
	const char *address;
	int64_t now_s;
	bool want;
} answers[] = {
	{ "the first", "ann@x", NOW, true },
	{ "soon after", "ann@x", NOW + 99, false },
	{ "to another", "bob@x", NOW + 99, true },
	{ "an interval later", "ann@x", NOW + 100, true },
	{ "soon after that", "ann@x", NOW + 101, false },
};

static void
test_answers(struct store *store)
{
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		bool is_due = !answers[i].want;

		must(answer_is_due(store, answers[i].address, answers[i].now_s,
			 100, &is_due, &err),
		    &err, "answer");
		tap_is_int(
		    is_due, answers[i].want, "an answer, %s", answers[i].name);
	}
}

int
main(void)
{
	auto_free char *path = file_join(tap_scratch(), "intake.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list list = add_list(store, "acme", LIST_MIXED, false);
	auto_list struct list other =
	    add_list(store, "beta", LIST_MIXED, false);

	test_intake(store);
	test_repeats(store);
	test_totals(store);
	test_holds(store, &list, &other);
	test_tokens(store, &list);
	test_answers(store);
	return tap_done();
}
