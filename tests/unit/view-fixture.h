/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scene of three lists and a conversation on both sides of one.
 */
#ifndef TESTS_UNIT_VIEW_FIXTURE_H
#define TESTS_UNIT_VIEW_FIXTURE_H

#include "lib/store/view.h"
#include "tests/unit/store-fixture.h"

/* In the order of acceptance, ten seconds apart; their dates say otherwise. */
static const struct {
	const char *msgid;
	const char *list;
	enum side side;
	enum side author_side;
	int64_t date_s;
	/* What it answers, in which audience and how near; "" is none. */
	const char *shared_parent;
	int64_t shared_distance;
	const char *inner_parent;
	int64_t inner_distance;
} said[] = {
	{ "ask", "acme", SIDE_CLIENT, SIDE_CLIENT, NOW, "", 0, "", 0 },
	{ "inner", "acme", SIDE_INTERNAL, SIDE_INTERNAL, NOW + 1, "ask", 1, "",
	    0 },
	{ "answer", "acme", SIDE_CLIENT, SIDE_INTERNAL, NOW - 5, "ask", 2,
	    "inner", 1 },
	{ "thanks", "acme", SIDE_CLIENT, SIDE_CLIENT, NOW + 9, "answer", 1,
	    "inner", 2 },
	{ "note", "eng", SIDE_INTERNAL, SIDE_INTERNAL, NOW + 2, "", 0, "", 0 },
	{ "beta", "beta", SIDE_INTERNAL, SIDE_NONE, NOW + 3, "", 0, "", 0 },
};

#define N_SAID (sizeof(said) / sizeof(*said))

static inline int64_t
id_of(struct store *store, const char *msgid)
{
	auto_posts struct posts posts = { .n = 0 };
	struct err err = ERR_INIT;

	must(post_by_msgid(store, msgid, &posts, &err), &err, msgid);
	return posts.n == 0 ? 0 : posts.v[0].id;
}

static inline void
say(struct store *store, size_t i)
{
	auto_list struct list list = { .id = 0 };
	auto_free char *msgid = mem_dup(said[i].msgid);
	struct message message = {
		.msgid = msgid,
		.subject = msgid,
		.from_name = msgid,
		.from_address = msgid,
		.date_s = said[i].date_s,
	};
	struct post post = {
		.author_side = said[i].author_side,
		.accepted_s = NOW + 10 * (int64_t)i,
		.date_s = said[i].date_s,
		.msgid = msgid,
		.shown_id = msgid,
	};
	struct place rows[2];
	struct places places = { .v = rows };
	struct err err = ERR_INIT;

	must(list_by_name(store, said[i].list, &list, &err), &err, msgid);
	must(message_add(store, &message, msgid, strlen(msgid), &err), &err,
	    msgid);
	post.message_id = message.id;
	post.audience_id =
	    said[i].side == SIDE_CLIENT ? list.shared_id : list.internal_id;
	if (said[i].shared_distance != 0)
		rows[places.n++] = (struct place){ list.shared_id,
			id_of(store, said[i].shared_parent),
			said[i].shared_distance };
	if (said[i].inner_distance != 0)
		rows[places.n++] = (struct place){ list.internal_id,
			id_of(store, said[i].inner_parent),
			said[i].inner_distance };
	must(store_begin(store, &err), &err, msgid);
	must(post_add(store, &post, &err), &err, msgid);
	must(place_set(store, post.id, &places, &err), &err, msgid);
	must(store_commit(store, &err), &err, msgid);
}

static inline char *
make_scene(void)
{
	char *path = file_join(tap_scratch(), "view.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	auto_list struct list beta = add_list(store, "beta", LIST_MIXED, false);
	auto_list struct list eng = add_list(store, "eng", LIST_INTERNAL, true);

	for (size_t i = 0; i < N_SAID; i++)
		say(store, i);
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

static inline int64_t
find_id(const char *path, const char *msgid)
{
	auto_store struct store *store = open_store(path, STORE_READ);

	return id_of(store, msgid);
}

static inline void
check_posts(const struct view_posts *posts, const char *want, const char *what)
{
	auto_strv struct strv names = STRV_INIT;

	strv_split(&names, want, " ");
	tap_is_int((intmax_t)posts->n, (intmax_t)names.n, "%s", what);
	for (size_t i = 0; i < posts->n && i < names.n; i++)
		tap_is_string(posts->v[i].msgid, names.v[i], "%s %zu", what, i);
}

#endif
