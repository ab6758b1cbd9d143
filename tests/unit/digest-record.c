/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a view was told is told once, and a view knows its own record only.
 */
#include "lib/store/digest.h"

#include "lib/store/view-private.h"
#include "tests/unit/store-fixture.h"

/* One after the other on one database. */
static const struct {
	const char *name;
	const char *view;
	int64_t since_s, until_s;
	enum rc want;
} rows[] = {
	{ "the first", "acme.client", 10, 20, RC_OK },
	{ "the same", "acme.client", 10, 20, RC_NOENT },
	{ "a later end, the same beginning", "acme.client", 10, 30, RC_NOENT },
	{ "an earlier end", "acme.client", 10, 15, RC_NOENT },
	{ "one that overlaps", "acme.client", 19, 30, RC_NOENT },
	{ "the next", "acme.client", 20, 30, RC_OK },
	{ "one behind a gap", "acme.client", 40, 50, RC_OK },
	{ "one in the gap", "acme.client", 30, 40, RC_NOENT },
	{ "another view", "acme.internal", 10, 25, RC_OK },
};

static const struct {
	const char *view;
	enum rc want;
	int64_t want_s;
} views[] = {
	{ "acme.client", RC_OK, 50 },
	{ "acme.internal", RC_OK, 25 },
	{ "company", RC_NOENT, 0 },
};

/* What a view says of its digests is all that can be asked. */
static const char *const refused[] = {
	"SELECT until_s FROM digest",
	"SELECT until_s FROM main.digest",
	"SELECT view FROM shown_as",
	"UPDATE shown_as SET view = 'acme.internal'",
	"INSERT INTO digest VALUES ('acme.client', 1)",
};

static void
test_refused(struct view *view, const char *name)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct err err = ERR_INIT;
		uint64_t n = 0;

		tap_is_int(view_try(view, refused[i], &n, &err), RC_PERM,
		    "%s refuses: %s", name, refused[i]);
	}
}

int
main(void)
{
	auto_free char *path = file_join(tap_scratch(), "digest.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		tap_is_int(digest_record(store, rows[i].view, rows[i].since_s,
			       rows[i].until_s, &err),
		    rows[i].want, "%s", rows[i].name);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		auto_view struct view *view = NULL;
		int64_t until_s = 0;

		must(view_open(path, views[i].view, &view, &err), &err,
		    views[i].view);
		tap_is_int(view_last_digest(view, &until_s, &err),
		    views[i].want, "%s: has it one", views[i].view);
		tap_is_int(until_s, views[i].want_s, "%s: its last end",
		    views[i].view);
		test_refused(view, views[i].view);
	}
	return tap_done();
}
