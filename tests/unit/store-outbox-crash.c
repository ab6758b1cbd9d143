/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox (invariant O4) after a sender was killed at each of its steps.
 */
#include <signal.h>
#include <sys/wait.h>

#include "lib/store/journal.h"
#include "tests/unit/outbox-fixture.h"

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

int
main(void)
{
	test_kill();
	test_strike_all_and_crash();
	test_late_settlement();
	return tap_done();
}
