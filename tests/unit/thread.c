/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations, told post by post; the numbers are the rules of thread.c.
 */
#include "archiver/thread.h"

#include "tests/tap.h"

#include "lib/base/mem.h"
#include "lib/store/message.h"
#include "archiver/subject.h"

enum where { ACME, ACME_INSIDE, ENGINEERING, SECRET, N_WHERE };

/* One post.  The wants are the ids of the ancestors that the client side of
 * acme, and its internal side, see when the whole story is told: oldest
 * first; NULL where the readers have no such post. */
struct step {
	enum where where;
	const char *id;
	const char *references;
	const char *in_reply_to;
	const char *subject;
	int day;
	const char *client;
	const char *inside;
};

struct story {
	const char *name;
	struct step steps[8];
};

static const struct story stories[] = {
	{ "a plain reply",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "q", "q", "Re: Pump size", 1, "q", "q" },
		{ ACME, "t", "q a", "a", "Re: Pump size", 1, "q a", "q a" },
	    } },
	{ "an inner talk between (T2)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME_INSIDE, "i1", "q", "q", "Re: Pump size", 1, NULL, "q" },
		{ ACME_INSIDE, "i2", "q i1", "i1", "x", 1, NULL, "q i1" },
		{ ACME, "a", "q i1 i2", "i2", "y", 1, "q", "q i1 i2" },
	    } },
	{ "an inner root with shared children (T2)",
	    {
		{ ACME_INSIDE, "i", "", "", "Plan of May", 1, NULL, "" },
		{ ACME, "a", "i", "i", "News one", 1, "", "i" },
		{ ACME, "b", "i", "i", "News two", 1, "", "i" },
	    } },
	{ "the last known id wins, unknown ones before it do not count",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "nobody q", "", "z", 1, "q", "q" },
	    } },
	{ "In-Reply-To alone (T1)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "", "q", "z", 1, "q", "q" },
	    } },
	{ "In-Reply-To behind References (T1)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "r", "", "", "Other", 1, "", "" },
		{ ACME, "a", "q", "r", "z", 1, "r", "r" },
	    } },
	{ "naming itself",
	    {
		{ ACME, "q", "q", "q", "Pump size", 1, "", "" },
	    } },
	{ "a late parent (T4)",
	    {
		{ ACME, "a", "q", "q", "z", 1, "q", "q" },
		{ ACME, "b", "q a", "a", "z", 1, "q a", "q a" },
		{ ACME, "q", "", "", "Pump size", 2, "", "" },
	    } },
	{ "a late parent that is internal moves no shared post (T4)",
	    {
		{ ACME, "a", "q", "q", "z", 1, "", "" },
		{ ACME_INSIDE, "q", "", "", "Pump size", 2, NULL, "" },
	    } },
	{ "a late parent, internal first and shared later (T4)",
	    {
		{ ACME, "a", "q", "q", "z", 1, "q", "q" },
		{ ACME_INSIDE, "q", "", "", "Pump size", 2, NULL, "" },
		{ ACME, "q", "", "", "Pump size", 3, "", "" },
	    } },
	{ "a shared late parent of an internal post (T4)",
	    {
		{ ACME_INSIDE, "i", "q", "q", "z", 1, NULL, "q" },
		{ ACME, "q", "", "", "Pump size", 2, "", "" },
	    } },
	{ "a parent unknown only outside is not waited for (T4)",
	    {
		{ ACME_INSIDE, "i", "", "", "Plan of May", 1, NULL, "" },
		{ ACME, "a", "i", "i", "z", 1, "", "i" },
		{ ACME, "i", "", "", "Plan of May", 2, "", "" },
	    } },
	{ "behind an inner root the unknown id before it is waited for (T4)",
	    {
		{ ACME_INSIDE, "x", "", "", "Plan of May", 1, NULL, "" },
		{ ACME, "p", "y x", "x", "z", 1, "y", "y" },
		{ ACME, "y", "", "", "Pump size", 2, "", "" },
	    } },
	{ "a circle of late parents (T6)",
	    {
		{ ACME, "a", "b", "b", "z", 1, "", "" },
		{ ACME, "b", "a", "a", "z", 2, "a", "a" },
	    } },
	{ "by subject (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "", "", "Re: Pump size", 5, "q", "q" },
	    } },
	{ "by subject with ids that nobody knows (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "w", "w", "RE: pump  size", 5, "q", "q" },
	    } },
	{ "by subject only among the shared, even under an inner one (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME_INSIDE, "i", "", "", "Pump size", 2, NULL, "" },
		{ ACME, "a", "i", "i", "Re: Pump size", 3, "q", "i" },
	    } },
	{ "no subject without a reply prefix (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "", "", "Pump size", 2, "", "" },
	    } },
	{ "no subject of one word (T3)",
	    {
		{ ACME, "q", "", "", "Pump", 1, "", "" },
		{ ACME, "a", "", "", "Re: Pump", 2, "", "" },
	    } },
	{ "no subject after 30 days (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME, "a", "", "", "Re: Pump size", 32, "", "" },
	    } },
	{ "no shared post by an inner subject (T3)",
	    {
		{ ACME_INSIDE, "i", "", "", "Pump size", 1, NULL, "" },
		{ ACME, "a", "", "", "Re: Pump size", 2, "", "" },
	    } },
	{ "an inner post by a shared subject (T3)",
	    {
		{ ACME, "q", "", "", "Pump size", 1, "", "" },
		{ ACME_INSIDE, "i", "", "", "Re: Pump size", 2, NULL, "q" },
	    } },
	{ "an inner post by subject although it names what is elsewhere (T3)",
	    {
		{ SECRET, "s", "", "", "Valves", 1, NULL, NULL },
		{ ACME_INSIDE, "q", "", "", "Pump size", 1, NULL, "" },
		{ ACME_INSIDE, "i", "s", "s", "Re: Pump size", 1, NULL, "q" },
	    } },
	{ "what is open inside is seen inside, what is closed is not",
	    {
		{ ENGINEERING, "e", "", "", "Valves", 1, NULL, "" },
		{ SECRET, "s", "e", "e", "Valves", 1, NULL, NULL },
		{ ACME_INSIDE, "i", "e s", "s", "Valves", 1, NULL, "e" },
		{ ACME, "a", "e s i", "i", "Valves", 1, "", "e i" },
	    } },
	{ "one id in two audiences: the reader's own comes first",
	    {
		{ ACME_INSIDE, "m", "", "", "Both sides", 1, NULL, "" },
		{ ACME, "m", "", "", "Both sides", 1, "", "" },
		{ ACME, "a", "m", "m", "z", 1, "m", "m" },
		{ ACME_INSIDE, "i", "m", "m", "z", 1, NULL, "m" },
	    } },
};

struct world {
	struct store *store;
	struct subjects *subjects;
	struct list acme;
	struct list lists[N_WHERE];
	int64_t audiences[N_WHERE];
};

static void
make_list(struct world *world, enum where where, const char *name,
    enum list_kind kind, bool is_open)
{
	struct err err = ERR_INIT;
	int64_t id = 0;

	tap_ok(list_add(world->store, name, kind, "Purpose.", is_open, 1, &id,
		   &err) == RC_OK &&
		list_by_id(world->store, id, &world->lists[where], &err) ==
		    RC_OK,
	    "list %s", name);
	world->audiences[where] = world->lists[where].internal_id;
}

static void
make_world(struct world *world, const char *path)
{
	struct err err = ERR_INIT;

	tap_is_int(store_open(path, STORE_CREATE, &world->store, &err), RC_OK,
	    "a store");
	make_list(world, ACME_INSIDE, "acme", LIST_MIXED, false);
	make_list(world, ENGINEERING, "engineering", LIST_INTERNAL, true);
	make_list(world, SECRET, "secret", LIST_INTERNAL, false);
	list_by_name(world->store, "acme", &world->lists[ACME], &err);
	world->audiences[ACME] = world->lists[ACME].shared_id;
}

static void
unmake_world(struct world *world)
{
	for (size_t i = 0; i < N_WHERE; i++)
		list_release(&world->lists[i]);
	store_close(world->store);
}

static int64_t
tell(struct world *world, const struct step *step)
{
	struct err err = ERR_INIT;
	struct facts facts = { .n_parts = 0 };
	auto_places struct places places = { .n = 0 };
	auto_free char *waits_for = NULL;
	struct thread_claim claim = {
		.list = &world->lists[step->where],
		.msgid = step->id,
		.facts = &facts,
		.now_s = step->day * INT64_C(86400),
	};
	auto_post struct post post = {
		.message_id = 0,
		.audience_id = world->audiences[step->where],
		.accepted_s = claim.now_s,
		.msgid = mem_dup(step->id),
		.shown_id = mem_dup(step->id),
	};
	auto_message struct message message = {
		.msgid = mem_dup(step->id),
		.subject = mem_dup(step->subject),
		.from_name = mem_dup(""),
		.from_address = mem_dup("a@b.example"),
	};
	auto_free char *raw = mem_format("%s %d", step->id, (int)step->where);
	bool is_good;

	strv_split(&facts.references, step->references, " ");
	strv_split(&facts.in_reply_to, step->in_reply_to, " ");
	post.subject_key =
	    subject_key(world->subjects, step->subject, &claim.is_reply);
	claim.subject_key = post.subject_key;
	is_good = audience_by_id(world->store, post.audience_id,
		      &claim.audience, &err) == RC_OK &&
	    message_add(world->store, &message, raw, strlen(raw), &err) ==
		RC_OK;
	post.message_id = message.id;
	is_good = is_good &&
	    thread_place(world->store, &claim, &places, &waits_for, &err) ==
		RC_OK &&
	    post_add(world->store, &post, &err) == RC_OK &&
	    place_set(world->store, post.id, &places, &err) == RC_OK &&
	    (waits_for == NULL ||
		waiting_add(world->store, post.id, waits_for, &err) == RC_OK) &&
	    thread_adopt(world->store, &post, &err) == RC_OK;
	if (!is_good)
		tap_ok(false, "%s is told: %s", step->id, err.text);
	strv_release(&facts.references);
	strv_release(&facts.in_reply_to);
	return post.id;
}

static void
check_ancestors(struct world *world, const char *story, const struct step *step,
    int64_t post_id, enum side side, const char *want)
{
	struct readership readers = { &world->lists[ACME], side };
	auto_strv struct strv ids = STRV_INIT;
	struct err err = ERR_INIT;
	auto_buf struct buf line = BUF_INIT(1000);

	if (want == NULL)
		return;
	tap_is_int(
	    thread_references(world->store, &readers, post_id, &ids, &err),
	    RC_OK, "%s: %s", story, step->id);
	for (size_t i = 0; i < ids.n; i++) {
		buf_puts(&line, i > 0 ? " " : "");
		buf_puts(&line, ids.v[i]);
	}
	tap_is_string(buf_string(&line), want, "%s: above %s for the %s", story,
	    step->id, side == SIDE_CLIENT ? "client" : "inside");
}

static void
tell_story(struct world *world, const struct story *story)
{
	int64_t ids[8];
	size_t n = 0;

	for (; n < 8 && story->steps[n].id != NULL; n++)
		ids[n] = tell(world, &story->steps[n]);
	for (size_t i = 0; i < n; i++) {
		check_ancestors(world, story->name, &story->steps[i], ids[i],
		    SIDE_CLIENT, story->steps[i].client);
		check_ancestors(world, story->name, &story->steps[i], ids[i],
		    SIDE_INTERNAL, story->steps[i].inside);
	}
}

/* A chain as long as a very long thread. */
static void
test_long_chain(struct world *world)
{
	struct readership readers = { &world->lists[ACME], SIDE_CLIENT };
	auto_strv struct strv ids = STRV_INIT;
	struct err err = ERR_INIT;
	int64_t last = 0;

	for (int i = 0; i < 100; i++) {
		auto_free char *id = mem_format("m%d", i);
		auto_free char *above = mem_format("m%d", i - 1);
		struct step step = { ACME, id, "", i > 0 ? above : "",
			"Long story", 1, NULL, NULL };

		last = tell(world, &step);
	}
	tap_is_int(thread_references(world->store, &readers, last, &ids, &err),
	    RC_OK, "a long chain");
	tap_is_int((int)ids.n, THREAD_REFERENCES, "the middle is left out");
	tap_is_string(ids.v[0], "m0", "the first stays");
	tap_is_string(ids.v[1], "m79", "then the last ones");
	tap_is_string(ids.v[ids.n - 1], "m98", "down to the parent");
}

static void
with_world(
    const char *name, struct subjects *subjects, const struct story *story)
{
	auto_free char *path = mem_format("%s/%s", tap_scratch(), name);
	struct world world = { .subjects = subjects };

	make_world(&world, path);
	if (story != NULL)
		tell_story(&world, story);
	else
		test_long_chain(&world);
	unmake_world(&world);
}

int
main(void)
{
	auto_subjects struct subjects *subjects = NULL;
	struct err err = ERR_INIT;

	tap_is_int(subjects_new(&subjects, &err), RC_OK, "subjects");
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
		auto_free char *name = mem_format("db%zu", i);

		with_world(name, subjects, &stories[i]);
	}
	with_world("long", subjects, NULL);
	return tap_done();
}
