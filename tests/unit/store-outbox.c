/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox: each line of the state table of outbox.c, its invariants, and a
 * sender that is killed at each step.
 */
#include "lib/store/outbox.h"

#include <signal.h>
#include <sys/wait.h>

#include "lib/store/audit.h"
#include "lib/store/journal.h"
#include "lib/store/store-private.h"
#include "tests/unit/store-fixture.h"

#define HEADER "Subject: x\r\n\r\n"
#define RAW "Subject: raw\r\n\r\nThe body.\r\n"
#define DAY INT64_C(86400)

struct site {
	char *path;
	struct store *store;
	struct list list;
	int64_t message_id;
};

static struct site
open_site(const char *name)
{
	struct site site = { .path = file_join(tap_scratch(), name) };

	site.store = open_store(site.path, STORE_CREATE);
	site.list = add_list(site.store, "acme", LIST_MIXED, false);
	site.message_id = add_message(site.store, "m@x", RAW);
	return site;
}

/* O6 holds at each moment a test looks. */
static void
close_site(struct site *site)
{
	auto_findings struct findings findings = { .n = 0 };
	struct err err = ERR_INIT;
	uint64_t n_against = 0;

	must(audit_run(site->store, &findings, &err), &err, "audit");
	for (size_t i = 0; i < findings.n; i++)
		if (strstr(findings.v[i].claim, "copy") != NULL)
			n_against += findings.v[i].n_against;
	tap_is_int((intmax_t)n_against, 0, "the sums agree (O6)");
	tap_is_int(store_check(site->store, &err), RC_OK, "the file is sound");
	store_close(site->store);
	list_release(&site->list);
	free(site->path);
}

static enum rc
queue(struct site *site, const char *recipients, size_t per_chunk,
    struct err *err)
{
	const struct outbox_copy copy = {
		.message_id = site->message_id,
		.body_offset = strlen("Subject: raw\r\n\r\n"),
		.header = HEADER,
		.n_header = strlen(HEADER),
		.sender = "bounces+x@lists.example.com",
		.list_id = site->list.id,
		.created_s = NOW,
	};
	auto_strv struct strv list = STRV_INIT;

	strv_split(&list, recipients, " ");
	return outbox_add(site->store, &copy, &list, per_chunk, err);
}

static void
claim(struct site *site, int64_t now_s, struct chunk *ret)
{
	struct err err = ERR_INIT;

	must(outbox_claim(site->store, now_s, ret, &err), &err, "claim");
}

/* fates: a letter for each recipient: s sent, l later, r refused. */
static enum rc
settle(struct site *site, const struct chunk *chunk, const char *fates,
    int64_t now_s, struct err *err)
{
	struct outbox_result results[8];

	for (size_t i = 0; fates[i] != '\0'; i++)
		results[i] = (struct outbox_result){
			.fate = fates[i] == 's' ? FATE_SENT
			    : fates[i] == 'l'	? FATE_LATER
						: FATE_REFUSED,
			.reply = "450 4.2.0 not now",
		};
	return outbox_settle(
	    site->store, chunk, results, now_s, now_s + 600, 5 * DAY, err);
}

/* want: queued copies, then recipients waiting, flying, sent, refused,
 * struck, then repeated chunks. */
static void
check_counts(struct site *site, const uint64_t want[7], const char *name)
{
	struct outbox_counts c = { 0 };
	struct err err = ERR_INIT;

	must(outbox_count(site->store, &c, &err), &err, "count");
	tap_ok(c.copies == want[0] && c.waiting == want[1] &&
		c.flying == want[2] && c.sent == want[3] &&
		c.refused == want[4] && c.struck == want[5] &&
		c.repeated_chunks == want[6],
	    "%s: %ju copies, %ju wait, %ju fly, %ju sent, %ju refused, %ju "
	    "struck, %ju repeated",
	    name, (uintmax_t)c.copies, (uintmax_t)c.waiting,
	    (uintmax_t)c.flying, (uintmax_t)c.sent, (uintmax_t)c.refused,
	    (uintmax_t)c.struck, (uintmax_t)c.repeated_chunks);
}

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

/* All of a chunk struck in flight, and then a crash. */
static void
test_strike_all_and_crash(void)
{
	struct site site = open_site("strike-all.db");
	auto_chunk struct chunk chunk = { .id = 0 };
	struct err err = ERR_INIT;
	uint64_t n = 0;

	must(queue(&site, "a@x", 5, &err), &err, "queue");
	claim(&site, NOW, &chunk);
	must(outbox_strike(site.store, site.list.id, "a@x", &err), &err, "a");
	must(outbox_recover(site.store, NOW, &n, &err), &err, "recover");
	tap_is_int((intmax_t)n, 1, "the chunk was in flight");
	check_counts(&site, (uint64_t[]){ 1, 0, 0, 0, 0, 1, 1 },
	    "and is for nobody now");
	close_site(&site);
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

/* A sender is killed between two steps: queue, claim, settle. */
static const struct {
	const char *name;
	int n_steps;
	uint64_t n_recovered;
	uint64_t want[7];
} kills[] = {
	{ "before the claim", 0, 0, { 1, 2, 0, 0, 0, 0, 0 } },
	{ "after the claim", 1, 1, { 1, 2, 0, 0, 0, 0, 1 } },
	{ "after it settled", 2, 0, { 1, 1, 0, 1, 0, 0, 0 } },
};

static void
be_killed(const char *path, int n_steps)
{
	struct site site = { .store = open_store(path, STORE_WRITE) };
	struct chunk chunk = { .id = 0 };
	struct err err = ERR_INIT;

	if (n_steps > 0 && outbox_claim(site.store, NOW, &chunk, &err) != RC_OK)
		_exit(1);
	if (n_steps > 1 && settle(&site, &chunk, "sl", NOW, &err) != RC_OK)
		_exit(1);
	raise(SIGKILL);
}

static void
test_kill(void)
{
	for (size_t i = 0; i < sizeof(kills) / sizeof(*kills); i++) {
		struct site site = open_site(kills[i].name);
		struct err err = ERR_INIT;
		uint64_t n = 0;
		int status = 0;
		pid_t child;

		must(queue(&site, "a@x b@x", 5, &err), &err, "queue");
		store_close(site.store);
		child = fork();
		if (child == 0)
			be_killed(site.path, kills[i].n_steps);
		waitpid(child, &status, 0);
		tap_ok(WIFSIGNALED(status), "killed %s", kills[i].name);
		site.store = open_store(site.path, STORE_WRITE);
		must(outbox_recover(site.store, NOW, &n, &err), &err, "");
		tap_is_int((intmax_t)n, (intmax_t)kills[i].n_recovered,
		    "chunks in flight");
		check_counts(&site, kills[i].want, kills[i].name);
		must(journal_count(site.store, "repeat", &n, &err), &err, "");
		tap_is_int((intmax_t)n, (intmax_t)kills[i].n_recovered,
		    "as the journal says (O4)");
		close_site(&site);
	}
}

/* A late settlement of a flight that somebody recovered changes nothing. */
static void
test_late_settlement(void)
{
	struct site site = open_site("late.db");
	auto_chunk struct chunk old = { .id = 0 };
	auto_chunk struct chunk current = { .id = 0 };
	struct err err = ERR_INIT;
	uint64_t n = 0;

	must(queue(&site, "a@x b@x", 5, &err), &err, "queue");
	claim(&site, NOW, &old);
	must(outbox_recover(site.store, NOW, &n, &err), &err, "recover");
	tap_is_int(settle(&site, &old, "ss", NOW, &err), RC_PERM,
	    "it does not fly any more");
	claim(&site, NOW, &current);
	tap_is_int(settle(&site, &old, "ss", NOW, &err), RC_PERM,
	    "it flies again, but not for him");
	check_counts(&site, (uint64_t[]){ 1, 0, 2, 0, 0, 0, 1 }, "unchanged");
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
	test_strike_all_and_crash();
	test_leaving();
	test_kill();
	test_late_settlement();
	test_plan();
	return tap_done();
}
