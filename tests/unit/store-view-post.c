/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts of a view one by one: by id, by name, and in their tree.
 */
#include "lib/store/view.h"

#include "lib/hash/digest.h"
#include "tests/unit/view-fixture.h"

static const struct {
	const char *view;
	const char *of;
	const char *children;
	const char *root; /* "": not in the view */
} trees[] = {
	{ "acme.client", "ask", "answer", "ask" },
	{ "acme.client", "inner", "", "" },
	{ "acme.client", "answer", "thanks", "ask" },
	{ "acme.client", "thanks", "", "ask" },
	{ "acme.client", "note", "", "" },
	{ "acme.internal", "ask", "inner", "ask" },
	{ "acme.internal", "inner", "answer", "ask" },
	{ "acme.internal", "answer", "thanks", "ask" },
	{ "acme.internal", "thanks", "", "ask" },
	{ "acme.internal", "note", "", "note" },
	{ "acme.internal", "beta", "", "" },
	{ "company", "ask", "", "" },
	{ "company", "note", "", "note" },
};

static void
test_trees(const char *path)
{
	for (size_t i = 0; i < sizeof(trees) / sizeof(*trees); i++) {
		auto_view struct view *view = open_view(path, trees[i].view);
		auto_free char *what =
		    mem_format("%s: under %s", trees[i].view, trees[i].of);
		int64_t id = find_id(path, trees[i].of), root = -1;
		auto_view_posts struct view_posts children = { .n = 0 };
		auto_view_post struct view_post post = { .id = 0 };
		bool is_in = trees[i].root[0] != '\0';
		struct err err = ERR_INIT;

		must(view_children(view, id, &children, &err), &err, what);
		check_posts(&children, trees[i].children, what);
		tap_is_int(view_root(view, id, &root, &err),
		    is_in ? RC_OK : RC_NOENT, "its root");
		tap_is_int(root, is_in ? find_id(path, trees[i].root) : -1,
		    "is %s", trees[i].root);
		tap_is_int(view_post(view, id, &post, &err),
		    is_in ? RC_OK : RC_NOENT, "the post itself");
		tap_is_string(post.msgid, is_in ? trees[i].of : NULL, "is it");
	}
}

/* As no filing makes it, but a damaged database may hold it. */
static void
test_circle(void)
{
	auto_free char *path = file_join(tap_scratch(), "circle.db");
	struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	int64_t id = add_post(
	    store, add_message(store, "a", "a"), acme.shared_id, "a", "");
	struct place itself = { acme.shared_id, id, 1 };
	const struct places places = { &itself, 1 };
	struct err err = ERR_INIT;
	struct view *view;
	int64_t root = 0;

	must(place_set(store, id, &places, &err), &err, "place");
	store_close(store);
	view = open_view(path, "acme.client");
	tap_is_int(view_root(view, id, &root, &err), RC_OK, "a circle ends");
	tap_is_int(root, id, "somewhere");
	view_close(view);
}

static void
test_post(const char *path)
{
	auto_view struct view *view = open_view(path, "acme.internal");
	int64_t id = find_id(path, "thanks");
	auto_view_post struct view_post post = { .id = 0 };
	auto_view_post struct view_post note = { .id = 0 };
	struct err err = ERR_INIT;

	must(view_post(view, id, &post, &err), &err, "post");
	tap_ok(post.id == id && post.parent_id == find_id(path, "answer") &&
		!post.is_internal && post.author_side == SIDE_CLIENT &&
		post.date_s == NOW + 9 && post.accepted_s == NOW + 30,
	    "a client's post");
	tap_is_string(post.list, "acme", "its list");
	tap_is_string(post.subject, "thanks", "its subject");
	tap_is_string(post.from_name, "thanks", "its author");
	must(view_post(view, find_id(path, "note"), &note, &err), &err, "note");
	tap_ok(note.is_internal && note.author_side == SIDE_INTERNAL,
	    "an insider's");
}

/* One Message-ID for two messages, one of which stands in two audiences. */
static void
test_names(void)
{
	auto_free char *path = file_join(tap_scratch(), "names.db");
	struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	int64_t one = add_message(store, "same@x", "one");
	int64_t two = add_message(store, "same@x", "two");
	int64_t inner = add_post(store, one, acme.internal_id, "same@x", "");
	int64_t shared = add_post(store, two, acme.shared_id, "same@x", "");
	auto_view_post struct view_post post_of_both = { .id = 0 };
	char plain[NAME_BYTES], of_one[NAME_BYTES], of_two[NAME_BYTES];
	unsigned char hash[SHA256_BYTES];
	const struct {
		const char *view;
		const char *name;
		int64_t want; /* 0: none */
	} rows[] = {
		{ "acme.client", plain, shared },
		{ "acme.client", of_one, 0 },
		{ "acme.client", of_two, 0 },
		{ "acme.internal", plain, shared },
		{ "acme.internal", of_one, inner },
		{ "acme.internal", of_two, 0 },
		{ "acme.internal", "", 0 },
		{ "acme.internal", "same@x", 0 },
	};
	struct err err = ERR_INIT;
	struct view *internal;
	int64_t both;

	both = add_post(store, two, acme.internal_id, "same@x", "");
	store_close(store);
	name_of_msgid("same@x", plain);
	sha256("one", 3, hash);
	name_of_collision("same@x", hash, of_one);
	sha256("two", 3, hash);
	name_of_collision("same@x", hash, of_two);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		auto_view struct view *view = open_view(path, rows[i].view);
		auto_view_post struct view_post post = { .id = 0 };

		tap_is_int(view_post_by_name(view, rows[i].name, &post, &err),
		    rows[i].want == 0 ? RC_NOENT : RC_OK, "%s: name \"%s\"",
		    rows[i].view, rows[i].name);
		tap_is_int(post.id, rows[i].want, "names that post");
		if (rows[i].want != 0)
			tap_is_string(post.name, rows[i].name, "as it says");
	}
	internal = open_view(path, "acme.internal");
	must(view_post(internal, both, &post_of_both, &err), &err, "both");
	tap_is_string(post_of_both.name, plain,
	    "the same message posted inside has the same name");
	view_close(internal);
}

int
main(void)
{
	auto_free char *path = make_scene();

	test_trees(path);
	test_circle();
	test_post(path);
	test_names();
	return tap_done();
}
