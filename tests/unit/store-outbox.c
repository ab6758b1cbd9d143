/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox: each line of the state table of outbox.c, and its invariants.
 */
#include "lib/store/outbox.h"

#include "lib/store/journal.h"
#include "lib/store/store-private.h"
#include "tests/unit/outbox-fixture.h"

static void
check_recipients(const struct chunk *chunk, const char *want, const char *name)
{
	auto_strv struct strv list = STRV_INIT;
	bool equal;

	strv_split(&list, want, " ");
	equal = list.n == chunk->recipients.n;
	for (size_t i = 0; equal && i < list.n; i++)
		equal = strcmp(list.v[i], chunk->recipients.v[i]) == 0;
	tap_ok(equal, "%s: for %s", name, want);
}

static void
test_way(void)
{
	struct site site = open_site("way.db");
	auto_chunk struct chunk first = { .id = 0 };
	auto_chunk struct chunk second = { .id = 0 };
	auto_chunk struct chunk none = { .id = 0 };
	auto_chunk struct chunk again = { .id = 0 };
	struct err err = ERR_INIT;
	int64_t due = 0;

	tap_is_int(
	    outbox_next_due(site.store, &due, &err), RC_NOENT, "nothing waits");
	tap_is_int(queue(&site, "", 2, &err), RC_OK, "a copy for nobody");
	check_counts(&site, (uint64_t[]){ 0, 0, 0, 0, 0, 0, 0 }, "is none");
	tap_is_int(queue(&site, "a@x b@x c@x", 2, &err), RC_OK, "queued");
	check_counts(&site, (uint64_t[]){ 1, 3, 0, 0, 0, 0, 0 }, "queued");
	must(outbox_next_due(site.store, &due, &err), &err, "next");
	tap_is_int(due, NOW, "due at once");
	tap_is_int(outbox_claim(site.store, NOW - 1, &none, &err), RC_NOENT,
	    "not before its time");

	claim(&site, NOW, &first);
	check_recipients(&first, "a@x b@x", "the first chunk");
	tap_is_int(first.attempt, 1, "its first attempt");
	tap_is_bytes(
	    first.header, first.n_header, HEADER, strlen(HEADER), "its header");
	tap_is_bytes(first.body, first.n_body, "The body.\r\n", 11, "its body");
	tap_is_string(first.sender, "bounces+x@lists.example.com", "sender");
	check_counts(&site, (uint64_t[]){ 1, 1, 2, 0, 0, 0, 0 }, "claimed");
	claim(&site, NOW, &second);
	check_recipients(&second, "c@x", "the second chunk");
	tap_is_int(outbox_claim(site.store, NOW, &none, &err), RC_NOENT,
	    "no third one");
	tap_is_int(outbox_next_due(site.store, &due, &err), RC_NOENT,
	    "nothing waits, all fly");

	tap_is_int(settle(&site, &first, "sl", NOW, &err), RC_OK, "settled");
	check_counts(&site, (uint64_t[]){ 1, 1, 1, 1, 0, 0, 0 },
	    "one sent, one deferred");
	tap_is_int(settle(&site, &first, "sl", NOW, &err), RC_PERM, "once");
	tap_is_int(settle(&site, &second, "r", NOW, &err), RC_OK, "refused");
	must(outbox_next_due(site.store, &due, &err), &err, "next");
	tap_is_int(due, NOW + 600, "the deferred one is due later");
	claim(&site, NOW + 600, &again);
	check_recipients(&again, "b@x", "only the deferred one");
	tap_is_int(again.attempt, 2, "its second attempt");
	tap_is_bytes(again.header, again.n_header, HEADER, strlen(HEADER),
	    "the header is still there");
	tap_is_int(settle(&site, &again, "s", NOW + 600, &err), RC_OK, "sent");
	check_counts(&site, (uint64_t[]){ 1, 0, 0, 2, 1, 0, 0 }, "all done");
	close_site(&site);
}

static int64_t
scalar(struct store *store, const char *constant_sql)
{
	auto_query struct query q = query_on(store, constant_sql);
	struct err err = ERR_INIT;

	must(query_step(&q, &err), &err, constant_sql);
	return column_int(&q, 0);
}

static void
test_compact(void)
{
	struct site site = open_site("compact.db");
	auto_chunk struct chunk chunk = { .id = 0 };
	struct err err = ERR_INIT;

	must(queue(&site, "a@x b@x", 2, &err), &err, "queue");
	claim(&site, NOW, &chunk);
	must(settle(&site, &chunk, "ss", NOW, &err), &err, "settle");
	tap_is_int(scalar(site.store, "SELECT count(*) FROM chunk"), 0,
	    "settled chunks are gone");
	tap_is_int(scalar(site.store, "SELECT sum(length(header)) FROM copy"),
	    0, "and their header (O7)");
	close_site(&site);
}

static void
test_give_up(void)
{
	struct site site = open_site("give-up.db");
	auto_chunk struct chunk chunk = { .id = 0 };
	auto_query struct query q =
	    query_on(site.store, "SELECT text FROM journal");
	auto_free char *text = NULL;
	struct err err = ERR_INIT;
	uint64_t n = 0;

	must(queue(&site, "a@x", 2, &err), &err, "queue");
	claim(&site, NOW + 5 * DAY, &chunk);
	must(settle(&site, &chunk, "l", NOW + 5 * DAY, &err), &err, "settle");
	check_counts(&site, (uint64_t[]){ 1, 0, 0, 0, 1, 0, 0 }, "given up");
	must(journal_count(site.store, "refused", &n, &err), &err, "journal");
	tap_is_int((intmax_t)n, 1, "the journal knows");
	must(query_step(&q, &err), &err, "text");
	text = column_text(&q, 0);
	tap_is_string(
	    text, "a@x: gave up after 120 hours: 450 4.2.0 not now", "and why");
	query_release(&q);
	close_site(&site);
}

static void
test_bad_recipients(void)
{
	static const char *const bad[] = { "a@x\nb@y", "a@x\rRCPT", "a\x01@x",
		"a@x\x7f", "" };
	struct site site = open_site("bad.db");
	const struct outbox_copy copy = { .message_id = site.message_id,
		.header = "",
		.sender = "",
		.created_s = NOW };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		auto_strv struct strv list = STRV_INIT;
		struct err err = ERR_INIT;

		strv_add(&list, "good@x");
		strv_add(&list, bad[i]);
		tap_is_int(outbox_add(site.store, &copy, &list, 10, &err),
		    RC_PERM, "bad recipient %zu", i);
		tap_has(err.text, "recipient 2", "is told by its number");
	}
	check_counts(&site, (uint64_t[]){ 0, 0, 0, 0, 0, 0, 0 }, "nothing");
	close_site(&site);
}

static void
test_strike(void)
{
	struct site site = open_site("strike.db");
	struct list other = add_list(site.store, "beta", LIST_MIXED, false);
	auto_chunk struct chunk chunk = { .id = 0 };
	struct err err = ERR_INIT;

	must(queue(&site, "a@x b@x", 5, &err), &err, "queue");
	must(queue(&site, "b@x", 5, &err), &err, "queue");
	must(queue(&site, "bb@x ab@x", 5, &err), &err, "queue");
	must(outbox_strike(site.store, other.id, "b@x", &err), &err, "other");
	check_counts(&site, (uint64_t[]){ 3, 5, 0, 0, 0, 0, 0 },
	    "another list strikes nobody");
	must(outbox_strike(site.store, site.list.id, "B@x", &err), &err, "b");
	check_counts(&site, (uint64_t[]){ 3, 3, 0, 0, 0, 2, 0 },
	    "struck twice, and only he");
	tap_is_int(scalar(site.store, "SELECT count(*) FROM chunk"), 2,
	    "a chunk for nobody is gone");
	claim(&site, NOW, &chunk);
	check_recipients(&chunk, "a@x", "the rest");
	list_release(&other);
	close_site(&site);
}

static const struct {
	const char *name;
	const char *fates;
	uint64_t want[7]; /* as of check_counts, after a@x was struck */
} flights[] = {
	{ "sent all the same", "ss", { 1, 0, 0, 2, 0, 0, 0 } },
	{ "refused", "rs", { 1, 0, 0, 1, 1, 0, 0 } },
	{ "deferred, not tried again", "ls", { 1, 0, 0, 1, 0, 1, 0 } },
	{ "deferred like another", "ll", { 1, 1, 0, 0, 0, 1, 0 } },
};

static void
test_strike_in_flight(void)
{
	for (size_t i = 0; i < sizeof(flights) / sizeof(*flights); i++) {
		struct site site = open_site(flights[i].name);
		auto_chunk struct chunk chunk = { .id = 0 };
		struct err err = ERR_INIT;

		must(queue(&site, "a@x b@x", 5, &err), &err, "queue");
		claim(&site, NOW, &chunk);
		must(outbox_strike(site.store, site.list.id, "a@x", &err), &err,
		    "strike");
		must(settle(&site, &chunk, flights[i].fates, NOW, &err), &err,
		    "settle");
		check_counts(&site, flights[i].want, flights[i].name);
		close_site(&site);
	}
}

static void
test_leaving(void)
{
	struct site site = open_site("leaving.db");
	int64_t ann = add_person(site.store, "ann@x");
	struct err err = ERR_INIT;

	must(person_add_address(site.store, ann, "ann@home", &err), &err, "");
	must(member_add(site.store, site.list.id, ann, SIDE_CLIENT, 0,
		 DELIVERY_ALL, NOW, &err),
	    &err, "join");
	must(queue(&site, "ann@x bob@x", 5, &err), &err, "queue");
	must(queue(&site, "ann@home", 5, &err), &err, "queue");
	must(member_end(site.store, site.list.id, ann, NOW, &err), &err, "end");
	check_counts(&site, (uint64_t[]){ 2, 1, 0, 0, 0, 2, 0 },
	    "who leaves is struck, by all addresses");
	close_site(&site);
}

/* The claim takes what the index hands it, however many wait. */
static void
test_plan(void)
{
	struct site site = open_site("plan.db");
	auto_query struct query q = query_on(site.store,
	    "EXPLAIN QUERY PLAN SELECT id FROM chunk"
	    " WHERE NOT is_flying AND due_s <= 1 ORDER BY due_s, id LIMIT 1");
	auto_free char *plan = NULL;
	struct err err = ERR_INIT;

	must(query_step(&q, &err), &err, "plan");
	plan = column_text(&q, 3);
	tap_has(plan, "chunk_due", "the claim uses its index");
	tap_is_int(query_step(&q, &err), RC_NOENT, "and sorts nothing");
	query_release(&q);
	close_site(&site);
}

int
main(void)
{
	test_way();
	test_compact();
	test_give_up();
	test_bad_recipients();
	test_strike();
	test_strike_in_flight();
	test_leaving();
	test_plan();
	return tap_done();
}
