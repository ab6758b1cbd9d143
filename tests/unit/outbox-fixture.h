/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the outbox begin with.
 */
#ifndef TESTS_UNIT_OUTBOX_FIXTURE_H
#define TESTS_UNIT_OUTBOX_FIXTURE_H

#include "lib/store/audit.h"
#include "lib/store/outbox.h"
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

static inline struct site
open_site(const char *name)
{
	struct site site = { .path = file_join(tap_scratch(), name) };

	site.store = open_store(site.path, STORE_CREATE);
	site.list = add_list(site.store, "acme", LIST_MIXED, false);
	site.message_id = add_message(site.store, "m@x", RAW);
	return site;
}

/* O6 holds at each moment a test looks. */
static inline void
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

static inline enum rc
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

static inline void
claim(struct site *site, int64_t now_s, struct chunk *ret)
{
	struct err err = ERR_INIT;

	must(outbox_claim(site->store, now_s, ret, &err), &err, "claim");
}

/* fates: a letter for each recipient: s sent, l later, r refused. */
static inline enum rc
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
static inline void
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

#endif
