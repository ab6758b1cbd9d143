/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts of a view by time and by change, its lists, and which views
 * there are.
 */
#include "lib/store/view.h"

#include "lib/base/buf.h"
#include "tests/unit/view-fixture.h"

static const struct {
	const char *view;
	const char *list;
	int64_t since_s, until_s;
	const char *want;
} dated[] = {
	{ "acme.client", NULL, 0, NOW * 2, "answer ask thanks" },
	{ "acme.client", "acme", 0, NOW * 2, "answer ask thanks" },
	{ "acme.client", "eng", 0, NOW * 2, "" },
	{ "acme.client", NULL, NOW, NOW + 9, "ask" },
	{ "acme.internal", NULL, 0, NOW * 2, "answer ask inner thanks" },
	{ "acme.internal", NULL, NOW - 5, NOW + 1, "answer ask" },
	{ "acme.internal", "eng", 0, NOW * 2, "" },
	{ "beta.internal", NULL, 0, NOW * 2, "beta" },
	{ "company", NULL, 0, NOW * 2, "note" },
	{ "company", "eng", NOW + 2, NOW + 3, "note" },
	{ "company", "eng", NOW + 3, NOW * 2, "" },
};

static void
test_dated(const char *path)
{
	for (size_t i = 0; i < sizeof(dated) / sizeof(*dated); i++) {
		auto_view struct view *view = open_view(path, dated[i].view);
		auto_view_posts struct view_posts posts = { .n = 0 };
		auto_free char *what =
		    mem_format("%s: dated, row %zu", dated[i].view, i);
		struct err err = ERR_INIT;

		must(view_dated(view, dated[i].list, dated[i].since_s,
			 dated[i].until_s, &posts, &err),
		    &err, what);
		check_posts(&posts, dated[i].want, what);
	}
}

static const struct {
	const char *view;
	int64_t since_s, until_s;
	const char *want;
} accepted[] = {
	{ "acme.client", 0, NOW * 2, "ask answer thanks" },
	{ "acme.client", NOW + 1, NOW + 30, "answer" },
	{ "acme.internal", 0, NOW * 2, "ask inner answer thanks note" },
	{ "acme.internal", NOW + 10, NOW + 40, "inner answer thanks" },
	{ "company", 0, NOW * 2, "note" },
};

static void
test_accepted(const char *path)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		auto_view struct view *view = open_view(path, accepted[i].view);
		auto_view_posts struct view_posts posts = { .n = 0 };
		auto_free char *what =
		    mem_format("%s: accepted, row %zu", accepted[i].view, i);
		struct err err = ERR_INIT;

		must(view_accepted(view, accepted[i].since_s,
			 accepted[i].until_s, &posts, &err),
		    &err, what);
		check_posts(&posts, accepted[i].want, what);
	}
}

static void
check_changes(const char *path, const char *name, int64_t mark, size_t max,
    const char *want, int64_t *ret_mark)
{
	auto_view struct view *view = open_view(path, name);
	auto_strv struct strv msgids = STRV_INIT;
	struct view_change changes[16];
	struct err err = ERR_INIT;
	size_t n = 99;

	strv_split(&msgids, want, " ");
	must(view_changes(view, mark, max, changes, &n, &err), &err, name);
	tap_is_int((intmax_t)n, (intmax_t)msgids.n, "changes of %s", name);
	for (size_t i = 0; i < n && i < msgids.n; i++) {
		tap_is_int(changes[i].post_id, find_id(path, msgids.v[i]),
		    "is %s", msgids.v[i]);
		tap_ok(changes[i].mark > mark, "further on");
		mark = changes[i].mark;
	}
	*ret_mark = mark;
}

static void
test_changes(const char *path)
{
	struct store *store;
	struct place under;
	const struct places places = { &under, 1 };
	struct err err = ERR_INIT;
	int64_t client = 0, internal = 0, mark;

	check_changes(path, "acme.client", 0, 2, "ask answer", &client);
	check_changes(path, "acme.client", client, 2, "thanks", &client);
	check_changes(path, "acme.client", client, 2, "", &mark);
	tap_is_int(mark, client, "nothing new");
	check_changes(path, "acme.internal", 0, 16,
	    "ask inner answer thanks note", &internal);
	store = open_store(path, STORE_WRITE);
	under = (struct place){ 1, id_of(store, "ask"), 1 };
	must(place_set(store, id_of(store, "thanks"), &places, &err), &err,
	    "move");
	under = (struct place){ 2, id_of(store, "ask"), 1 };
	must(place_set(store, id_of(store, "beta"), &places, &err), &err,
	    "move");
	store_close(store);
	check_changes(path, "acme.client", client, 16, "thanks", &client);
	check_changes(path, "acme.internal", internal, 16, "thanks", &internal);
	check_changes(path, "beta.internal", 0, 16, "note beta beta", &mark);
}

/* A shared message that takes the id of an internal one: the internal post has
 * another name from now on, so its page is another (view.h). */
static void
test_namesakes(const char *path)
{
	int64_t inner_id = find_id(path, "inner");
	auto_view struct view *view = open_view(path, "acme.internal");
	auto_store struct store *store = open_store(path, STORE_WRITE);
	auto_list struct list acme = { .id = 0 };
	char msgid[] = "inner";
	struct message message = { .msgid = msgid,
		.subject = msgid,
		.from_name = msgid,
		.from_address = msgid,
		.date_s = NOW };
	struct post post = { .accepted_s = NOW + 100,
		.msgid = msgid,
		.shown_id = msgid,
		.subject_key = msgid };
	struct view_change changes[16];
	struct err err = ERR_INIT;
	int64_t mark;
	size_t n = 0;

	must(view_changes(view, 0, 16, changes, &n, &err), &err, "before");
	mark = changes[n - 1].mark;
	must(list_by_name(store, "acme", &acme, &err), &err, "acme");
	must(message_add(store, &message, "other bytes", 11, &err), &err,
	    "message");
	post.message_id = message.id;
	post.audience_id = acme.shared_id;
	must(post_add(store, &post, &err), &err, "post");
	must(view_changes(view, mark, 16, changes, &n, &err), &err, "after");
	tap_is_int((intmax_t)n, 2, "a used id changes two posts");
	tap_is_int(changes[0].post_id, post.id, "the new one");
	tap_is_int(changes[1].post_id, inner_id, "and its namesake");
}

static const struct {
	const char *view;
	const char *want;
} lists[] = {
	{ "acme.client", "acme mixed own" },
	{ "acme.internal", "acme mixed own, eng internal other" },
	{ "beta.internal", "beta mixed own, eng internal other" },
	{ "eng.internal", "eng internal own" },
	{ "company", "eng internal own" },
};

static void
test_lists(const char *path)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		auto_view struct view *view = open_view(path, lists[i].view);
		auto_view_lists struct view_lists got = { .n = 0 };
		auto_buf struct buf text = BUF_INIT(1000);
		struct err err = ERR_INIT;

		must(view_lists(view, &got, &err), &err, lists[i].view);
		for (size_t k = 0; k < got.n; k++)
			buf_format(&text, "%s%s %s %s", k == 0 ? "" : ", ",
			    got.v[k].name,
			    got.v[k].is_mixed ? "mixed" : "internal",
			    got.v[k].is_own ? "own" : "other");
		tap_is_string(buf_string(&text), lists[i].want, "lists of %s",
		    lists[i].view);
		tap_is_string(got.v[0].purpose, "To test.", "their purpose");
	}
}

static void
test_view_names(const char *path)
{
	static const char *const want[] = { "acme.client", "acme.internal",
		"beta.client", "beta.internal", "company", "eng.internal" };
	auto_strv struct strv names = STRV_INIT;
	struct err err = ERR_INIT;

	must(view_names(path, &names, &err), &err, "names");
	tap_is_int((intmax_t)names.n, 6, "six views");
	for (size_t i = 0; i < names.n && i < 6; i++)
		tap_is_string(names.v[i], want[i], "view %zu", i);
	tap_is_int(view_names("/nowhere/trestle.db", &names, &err), RC_NOENT,
	    "no site, no view");
}

int
main(void)
{
	auto_free char *path = make_scene();

	test_dated(path);
	test_accepted(path);
	test_lists(path);
	test_view_names(path);
	test_changes(path);
	test_namesakes(path);
	return tap_done();
}
