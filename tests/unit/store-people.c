/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Persons, lists, audiences, members.
 */
#include "tests/unit/store-fixture.h"

static const struct {
	const char *name;
	const char *prefix;
	bool want;
} list_names[] = {
	{ "acme", "", true },
	{ "a", "", true },
	{ "2026.acme_x-y", "", true },
	{ "internal-acme", "", true },
	{ "internal-acme", "internal-", false },
	{ "", "", false },
	{ "Acme", "", false },
	{ "ac me", "", false },
	{ "acme+x", "", false },
	{ "acm\xc3\xa9", "", false },
	{ "acme\n", "", false },
	{ "../acme", "", false },
	{ ".acme", "", false },
	{ "acme.", "", false },
	{ "ac..me", "", false },
	{ "-acme", "", false },
	{ "keep", "", false },
	{ "trestle", "", false },
	{ "bounces", "", false },
	{ "postmaster", "", false },
	{ "acme-request", "", false },
	{ "acme-owner", "", false },
	{ "acme-join", "", false },
	{ "acme-leave", "", false },
	{ "acme-alert", "", false },
	{ "c-acme", "", false },
	{ "cc-acme", "", true },
	{ "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff", "",
	    true },
	{ "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg", "",
	    false },
};

static void
test_list_names(void)
{
	for (size_t i = 0; i < sizeof(list_names) / sizeof(*list_names); i++) {
		struct err err = ERR_INIT;
		bool good = list_name_is_good(
		    list_names[i].name, list_names[i].prefix, &err);

		tap_is_int(good, list_names[i].want, "list name %zu", i);
		if (!good)
			tap_has(err.text, "cannot be called", "and why");
	}
}

static void
test_persons(struct store *store)
{
	auto_person struct person person = { .id = 0 };
	auto_strv struct strv addresses = STRV_INIT;
	int64_t ann = add_person(store, "ann@example.com");
	int64_t bob = add_person(store, "bob@example.com");
	struct err err = ERR_INIT;
	int64_t id = 0;

	tap_is_int(person_add(store, "B", "ann@example.com", NOW, &id, &err),
	    RC_PERM, "an address is one person's");
	tap_has(err.text, "Somebody <ann@example.com>", "who is named");
	tap_is_int(person_add_address(store, ann, "a@home.example", &err),
	    RC_OK, "one more address");
	tap_is_int(person_add_address(store, ann, "a@home.example", &err),
	    RC_OK, "which is his already");
	tap_is_int(person_add_address(store, bob, "a@home.example", &err),
	    RC_PERM, "and not another's");
	tap_is_int(person_by_address(store, "nobody@x", &person, &err),
	    RC_NOENT, "nobody's address");
	tap_is_int(person_by_id(store, 4711, &person, &err), RC_NOENT,
	    "no such person");
	tap_is_int(person_by_address(store, "a@home.example", &person, &err),
	    RC_OK, "found by the second address");
	tap_is_int(person.id, ann, "the right one");
	tap_is_string(person.address, "ann@example.com", "mail goes there");
	tap_is_int(person_addresses(store, ann, &addresses, &err), RC_OK,
	    "all addresses");
	tap_is_int((intmax_t)addresses.n, 2, "are two");
}

static void
test_lists(struct store *store)
{
	auto_list struct list acme = add_list(store, "acme", LIST_MIXED, false);
	auto_list struct list eng = add_list(store, "eng", LIST_INTERNAL, true);
	auto_lists struct lists lists = { .n = 0 };
	struct audience audiences[3];
	/* acme shared, acme internal, eng internal */
	static const bool reads[3][3] = {
		{ true, false, false },
		{ true, true, true },
		{ false, false, true },
	};
	const int64_t ids[3] = { acme.shared_id, acme.internal_id,
		eng.internal_id };
	struct err err = ERR_INIT;
	int64_t id = 0;

	tap_is_int(
	    list_add(store, "eng", LIST_MIXED, "", false, NOW, &id, &err),
	    RC_PERM, "a name is one list's");
	tap_ok(acme.shared_id != 0 && acme.internal_id != 0, "two audiences");
	tap_ok(eng.shared_id == 0 && eng.internal_id != 0, "one audience");
	tap_ok(eng.is_open_inside && !acme.is_open_inside, "open inside");
	tap_is_int(list_all(store, &lists, &err), RC_OK, "all lists");
	tap_is_int((intmax_t)lists.n, 2, "are two");
	tap_is_string(lists.v[0].name, "acme", "by name");
	for (size_t i = 0; i < 3; i++)
		must(audience_by_id(store, ids[i], &audiences[i], &err), &err,
		    "audience");
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			tap_is_int(audience_reads(&audiences[i], &audiences[k]),
			    reads[i][k], "audience %zu reads %zu", i, k);
	tap_is_int(audience_by_id(store, 4711, &audiences[0], &err), RC_NOENT,
	    "no such audience");
}

static void
test_members(struct store *store)
{
	auto_list struct list acme = { .id = 0 };
	auto_list struct list eng = { .id = 0 };
	auto_person struct person ann = { .id = 0 };
	auto_person struct person bob = { .id = 0 };
	auto_member struct member member = { .list_id = 0 };
	auto_members struct members members = { .n = 0 };
	struct err err = ERR_INIT;
	bool is = false;

	must(list_by_name(store, "acme", &acme, &err), &err, "acme");
	must(list_by_name(store, "eng", &eng, &err), &err, "eng");
	must(person_by_address(store, "ann@example.com", &ann, &err), &err, "");
	must(person_by_address(store, "bob@example.com", &bob, &err), &err, "");

	tap_is_int(member_add(store, eng.id, bob.id, SIDE_CLIENT, 0,
		       DELIVERY_ALL, NOW, &err),
	    RC_PERM, "no client on an internal list");
	tap_has(err.text, "--side internal", "the remedy is named");
	must(member_add(store, acme.id, bob.id, SIDE_CLIENT, 0, DELIVERY_ALL,
		 NOW, &err),
	    &err, "add bob");
	must(member_add(store, acme.id, ann.id, SIDE_INTERNAL, ROLE_OWNER,
		 DELIVERY_NONE, NOW, &err),
	    &err, "add ann");
	tap_is_int(member_add(store, acme.id, bob.id, SIDE_INTERNAL, 0,
		       DELIVERY_ALL, NOW, &err),
	    RC_PERM, "one side of a list at a time");
	tap_has(err.text, "on the client side", "the side is named");
	tap_has(err.text, "trestle member remove acme bob@example.com",
	    "and the remedy");
	tap_is_int(member_all(store, acme.id, &members, &err), RC_OK, "all");
	tap_is_int((intmax_t)members.n, 2, "two members");
	tap_is_string(
	    members.v[0].person.address, "ann@example.com", "by address");
	tap_is_int(members.v[0].roles, ROLE_OWNER, "her role");
	tap_is_int(members.v[0].delivery, DELIVERY_NONE, "her delivery");
	tap_is_int(member_set(store, acme.id, ann.id, ROLE_CURATOR,
		       DELIVERY_ALL, &err),
	    RC_OK, "changed");
	must(member_get(store, acme.id, ann.id, &member, &err), &err, "get");
	tap_is_int(member.roles, ROLE_CURATOR, "her new role");
	tap_is_int(member.side, SIDE_INTERNAL, "her side");

	must(member_is_insider(store, ann.id, &is, &err), &err, "insider");
	tap_ok(is, "ann is an insider");
	must(member_is_insider(store, bob.id, &is, &err), &err, "insider");
	tap_ok(!is, "bob is none");
	must(member_has_address(store, acme.id, "a@home.example", &is, &err),
	    &err, "has");
	tap_ok(is, "her second address is a member's");
	must(member_has_address(store, eng.id, "a@home.example", &is, &err),
	    &err, "has");
	tap_ok(!is, "not of another list");
	must(member_insider_has_address(store, "a@home.example", &is, &err),
	    &err, "has");
	tap_ok(is, "and an insider's");
	must(member_insider_has_address(store, "bob@example.com", &is, &err),
	    &err, "has");
	tap_ok(!is, "bob's is not");

	tap_is_int(
	    member_end(store, acme.id, bob.id, NOW, &err), RC_OK, "bob leaves");
	tap_is_int(
	    member_end(store, acme.id, bob.id, NOW, &err), RC_NOENT, "once");
	tap_is_int(member_set(store, acme.id, bob.id, 0, DELIVERY_ALL, &err),
	    RC_NOENT, "nothing of his can be changed");
	tap_is_int(member_add(store, acme.id, bob.id, SIDE_INTERNAL, 0,
		       DELIVERY_ALL, NOW, &err),
	    RC_OK, "he may come back on the other side");
}

int
main(void)
{
	auto_free char *path = file_join(tap_scratch(), "people.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);

	test_list_names();
	test_persons(store);
	test_lists(store);
	test_members(store);
	return tap_done();
}
