/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts, their places, and those that wait for a parent.
 */
#include "lib/store/post.h"

#include "tests/unit/store-fixture.h"

static void
test_posts(struct store *store, const struct list *list)
{
	int64_t message = add_message(store, "one@x", "one");
	int64_t first =
	    add_post(store, message, list->shared_id, "one@x", "gear box");
	int64_t second =
	    add_post(store, message, list->internal_id, "one@x", "gear box");
	auto_posts struct posts posts = { .n = 0 };
	auto_posts struct posts none = { .n = 0 };
	auto_post struct post post = { .id = 0 };
	struct err err = ERR_INIT;
	uint64_t n = 0;

	tap_ok(second > first, "ids are in the order of acceptance");
	tap_is_int(post_by_msgid(store, "one@x", &posts, &err), RC_OK,
	    "by Message-ID");
	tap_is_int((intmax_t)posts.n, 2, "both");
	tap_is_int(posts.v[0].id, first, "by id");
	tap_is_int(posts.v[1].audience_id, list->internal_id, "the second");
	tap_is_int(post_by_msgid(store, "two@x", &none, &err), RC_OK,
	    "an unknown one");
	tap_is_int((intmax_t)none.n, 0, "none");
	tap_is_int(post_get(store, 4711, &post, &err), RC_NOENT, "no post");
	tap_is_int(post_get(store, second, &post, &err), RC_OK, "a post");
	tap_is_string(post.msgid, "one@x", "its Message-ID");
	tap_is_int(post.accepted_s, NOW, "its time");
	tap_is_int(post_count(store, &n, &err), RC_OK, "count");
	tap_is_int((intmax_t)n, 2, "two");
}

static void
test_shown_id(struct store *store, const struct list *list)
{
	int64_t message = add_message(store, "used@x", "another");
	char msgid[] = "used@x", shown[] = "shown@x", key[] = "";
	struct post post = {
		.message_id = message,
		.audience_id = list->shared_id,
		.accepted_s = NOW,
		.msgid = msgid,
		.shown_id = shown,
		.subject_key = key,
	};
	static const char *const ids[] = { "used@x", "shown@x" };
	struct err err = ERR_INIT;

	must(post_add(store, &post, &err), &err, "post");
	for (size_t i = 0; i < 2; i++) {
		auto_posts struct posts posts = { .n = 0 };

		must(post_by_msgid(store, ids[i], &posts, &err), &err, "find");
		tap_ok(posts.n == 1 && posts.v[0].id == post.id, "found as %s",
		    ids[i]);
	}
}

static void
test_subject(struct store *store, const struct list *list)
{
	int64_t message = add_message(store, "s@x", "s");
	int64_t old =
	    add_post(store, message, list->shared_id, "s@x", "two words");
	int64_t newest =
	    add_post(store, message, list->shared_id, "s@x", "two words");
	auto_post struct post post = { .id = 0 };
	struct err err = ERR_INIT;

	add_post(store, message, list->internal_id, "s@x", "two words");
	tap_is_int(post_by_subject(store, list->shared_id, "two words", NOW - 1,
		       &post, &err),
	    RC_OK, "by subject");
	tap_ok(post.id == newest && newest > old, "the newest of the audience");
	tap_is_int(post_by_subject(store, list->shared_id, "two words", NOW + 1,
		       &post, &err),
	    RC_NOENT, "too old");
	tap_is_int(post_by_subject(store, list->shared_id, "", 0, &post, &err),
	    RC_NOENT, "no subject is nobody's");
}

static void
test_places(struct store *store, const struct list *list)
{
	int64_t message = add_message(store, "p@x", "p");
	int64_t a = add_post(store, message, list->shared_id, "a@x", "");
	int64_t b = add_post(store, message, list->internal_id, "b@x", "");
	int64_t c = add_post(store, message, list->shared_id, "c@x", "");
	struct place rows[] = {
		{ list->shared_id, a, 2 },
		{ list->internal_id, b, 1 },
	};
	const struct places both = { rows, 2 }, one = { rows, 1 };
	auto_places struct places got = { .n = 0 };
	auto_places struct places less = { .n = 0 };
	struct err err = ERR_INIT;

	tap_is_int(place_set(store, c, &both, &err), RC_OK, "two ancestors");
	must(place_get(store, c, &got, &err), &err, "get");
	tap_is_int((intmax_t)got.n, 2, "are two rows");
	tap_is_int(got.v[0].ancestor_id, b, "the nearest first");
	tap_is_int(place_set(store, c, &one, &err), RC_OK, "replaced");
	must(place_get(store, c, &less, &err), &err, "get");
	tap_ok(less.n == 1 && less.v[0].ancestor_id == a, "by one row");
}

static void
test_waiting(struct store *store, const struct list *list)
{
	int64_t message = add_message(store, "w@x", "w");
	int64_t a = add_post(store, message, list->shared_id, "wa@x", "");
	int64_t b = add_post(store, message, list->internal_id, "wb@x", "");
	auto_posts struct posts posts = { .n = 0 };
	auto_posts struct posts rest = { .n = 0 };
	struct err err = ERR_INIT;

	must(waiting_add(store, b, "late@x", &err), &err, "wait");
	must(waiting_add(store, a, "late@x", &err), &err, "wait");
	must(waiting_for(store, "late@x", &posts, &err), &err, "who waits");
	tap_ok(posts.n == 2 && posts.v[0].id == a && posts.v[1].id == b,
	    "both wait, by id");
	tap_is_int(waiting_remove(store, a, &err), RC_OK, "one has it");
	must(waiting_for(store, "late@x", &rest, &err), &err, "who waits");
	tap_ok(rest.n == 1 && rest.v[0].id == b, "the other waits on");
}

static void
test_is_posted(struct store *store, const struct list *list)
{
	int64_t id = add_message(store, "p@x", "posted once");
	auto_message struct message message = { .id = 0 };
	struct err err = ERR_INIT;
	bool is_posted = true;

	must(message_get(store, id, &message, &err), &err, "get");
	must(post_is_posted(
		 store, message.hash, list->shared_id, &is_posted, &err),
	    &err, "ask");
	tap_ok(!is_posted, "stored is not posted");
	add_post(store, id, list->shared_id, "p@x", "");
	must(post_is_posted(
		 store, message.hash, list->shared_id, &is_posted, &err),
	    &err, "ask");
	tap_ok(is_posted, "posted to the audience");
	must(post_is_posted(
		 store, message.hash, list->internal_id, &is_posted, &err),
	    &err, "ask");
	tap_ok(!is_posted, "and not to the other");
	message.hash[0] ^= 1;
	must(post_is_posted(
		 store, message.hash, list->shared_id, &is_posted, &err),
	    &err, "ask");
	tap_ok(!is_posted, "and not by other bytes");
}

int
main(void)
{
	auto_free char *path = file_join(tap_scratch(), "post.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_list struct list list = add_list(store, "acme", LIST_MIXED, false);

	test_posts(store, &list);
	test_shown_id(store, &list);
	test_subject(store, &list);
	test_places(store, &list);
	test_waiting(store, &list);
	test_is_posted(store, &list);
	return tap_done();
}
