/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/voices.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

enum { MAX_POSTS = 10 };

static const struct {
	const char *name;
	bool has_sides;
	struct {
		const char *from_name;
		enum side side;
	} posts[MAX_POSTS]; /* ended by a NULL name */
	const char *want;
} rows[] = {
	{ "one", true, { { "Claire", SIDE_CLIENT } }, "Claire (client)" },
	{ "clients first, each once", true,
	    { { "Alice", SIDE_INTERNAL }, { "Claire", SIDE_CLIENT },
		{ "Alice", SIDE_INTERNAL }, { "Denis", SIDE_CLIENT } },
	    "Claire, Denis (client); Alice (company)" },
	{ "one side alone", false,
	    { { "Alice", SIDE_INTERNAL }, { "Bob", SIDE_INTERNAL } },
	    "Alice, Bob" },
	{ "a guest is always told", false,
	    { { "Alice", SIDE_INTERNAL }, { "Zoe", SIDE_NONE } },
	    "Alice; Zoe (guest)" },
	{ "the same name on both sides", true,
	    { { "Kim", SIDE_INTERNAL }, { "Kim", SIDE_CLIENT } },
	    "Kim (client); Kim (company)" },
	{ "no name", true, { { "", SIDE_CLIENT } }, "no name (client)" },
	{ "an address for a name", true,
	    { { "denis@client.example", SIDE_CLIENT } }, "denis (client)" },
	{ "nothing but an address", true, { { "@x", SIDE_CLIENT } },
	    "no name (client)" },
	{ "many", true,
	    { { "A", SIDE_CLIENT }, { "B", SIDE_CLIENT }, { "C", SIDE_CLIENT },
		{ "D", SIDE_CLIENT }, { "E", SIDE_CLIENT },
		{ "F", SIDE_CLIENT }, { "G", SIDE_CLIENT },
		{ "H", SIDE_CLIENT } },
	    "A, B, C, D, E, F and 2 more (client)" },
	{ "a long name", true,
	    { { "0123456789012345678901234567890123456789012345678901234567é",
		SIDE_CLIENT } },
	    "0123456789012345678901234567890123456789012345678901234567é "
	    "(client)" },
	{ "a name cut within a character", true,
	    { { "01234567890123456789012345678901234567890123456789012345678é",
		SIDE_CLIENT } },
	    "01234567890123456789012345678901234567890123456789012345678 "
	    "(client)" },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		auto_voices struct voices voices = { .clients = STRV_INIT };
		auto_free char *told = NULL;

		for (size_t n = 0; n < MAX_POSTS; n++) {
			auto_view_post struct view_post post = { .id = 1 };

			if (rows[i].posts[n].from_name == NULL)
				break;
			post.from_name = mem_dup(rows[i].posts[n].from_name);
			post.author_side = rows[i].posts[n].side;
			voices_add(&voices, &post);
		}
		told = voices_told(&voices, rows[i].has_sides);
		tap_is_string(told, rows[i].want, "%s", rows[i].name);
	}
	return tap_done();
}
