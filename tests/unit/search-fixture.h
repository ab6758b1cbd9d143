/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scene of three lists with words to search for.
 */
#ifndef TESTS_UNIT_SEARCH_FIXTURE_H
#define TESTS_UNIT_SEARCH_FIXTURE_H

#include "lib/store/text.h"
#include "lib/store/view-private.h"
#include "tests/unit/store-fixture.h"

#define DAY_S INT64_C(86400)

/* One day lies between a message and the next. */
static const struct {
	const char *msgid;
	const char *list;
	enum side side;
	struct text text;
} said[] = {
	{ "ask", "acme", SIDE_CLIENT,
	    { "Gear box", "Zoé Dupont zoe@client.example",
		"The gear box makes noise at the café.\n", "",
		"rapport-2026.pdf\n" } },
	{ "inner", "acme", SIDE_INTERNAL,
	    { "Re: Gear box", "Ann Smith ann@example.com",
		"Our margin on a gear is secret.\n",
		"The gear box makes noise at the café.\n", "" } },
	{ "answer", "acme", SIDE_CLIENT,
	    { "Re: Gear box", "Ann Smith ann@example.com",
		"We replaced the gear; say \"well done\".\n", "noise", "" } },
	{ "beta-ask", "beta", SIDE_CLIENT,
	    { "Pump", "Bob bob@beta.example", "The gear of a pump.", "", "" } },
	{ "beta-inner", "beta", SIDE_INTERNAL,
	    { "Pump", "Ann Smith ann@example.com", "A secret pump gear.", "",
		"" } },
	{ "notes", "eng", SIDE_INTERNAL,
	    { "Gear notes", "Tom tom@example.com", "Gears have teeth, noise.",
		"", "" } },
	/* The same word on both sides, once each. */
	{ "both-out", "acme", SIDE_CLIENT,
	    { "x", "", "zirconium outside", "", "" } },
	{ "both-in", "acme", SIDE_INTERNAL,
	    { "x", "", "zirconium inside", "", "" } },
	{ "lone-in", "acme", SIDE_INTERNAL,
	    { "x", "", "beryllium inside", "", "" } },
};

#define N_SAID (sizeof(said) / sizeof(*said))

static inline int64_t
say(struct store *store, size_t i)
{
	auto_free char *id = mem_dup(said[i].msgid);
	auto_free char *empty = mem_dup("");
	auto_list struct list list = { .id = 0 };
	struct message message = {
		.msgid = id,
		.subject = empty,
		.from_name = empty,
		.from_address = empty,
		.date_s = NOW + (int64_t)i * DAY_S,
	};
	struct err err = ERR_INIT;

	must(message_add(store, &message, id, strlen(id), &err), &err, id);
	must(list_by_name(store, said[i].list, &list, &err), &err, id);
	return add_post(store, message.id,
	    said[i].side == SIDE_CLIENT ? list.shared_id : list.internal_id, id,
	    "");
}

static inline void
index_one(struct store *store, int64_t post_id, size_t i)
{
	struct err err = ERR_INIT;

	must(text_add(store, post_id, said[i].side, &said[i].text, &err), &err,
	    said[i].msgid);
}

static inline char *
make_scene(void)
{
	char *path = file_join(tap_scratch(), "search.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	auto_list struct list beta = add_list(store, "beta", LIST_MIXED, false);
	auto_list struct list eng = add_list(store, "eng", LIST_INTERNAL, true);

	for (size_t i = 0; i < N_SAID; i++)
		index_one(store, say(store, i), i);
	return path;
}

static inline struct view *
open_view(const char *path, const char *name)
{
	struct view *view = NULL;
	struct err err = ERR_INIT;

	must(view_open(path, name, &view, &err), &err, name);
	return view;
}

#endif
