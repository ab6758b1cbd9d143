/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches of a view: what they find, and what they must not see.
 */
#include "lib/store/view.h"

#include "tests/unit/search-fixture.h"

static char *
names_of(const struct view_posts *posts)
{
	char *names = mem_dup("");

	for (size_t i = 0; i < posts->n; i++) {
		char *longer = mem_format(
		    "%s%s%s", names, i == 0 ? "" : " ", posts->v[i].msgid);

		free(names);
		names = longer;
	}
	return names;
}

#define W(w)               \
	{                  \
		.words = w \
	}
#define NOT(w)                             \
	{                                  \
		.words = w, .is_not = true \
	}
#define PREFIX(w)                             \
	{                                     \
		.words = w, .is_prefix = true \
	}
#define FROM(w)                                \
	{                                      \
		.words = w, .field = VIEW_FROM \
	}
#define SUBJECT(w)                                \
	{                                         \
		.words = w, .field = VIEW_SUBJECT \
	}

static const struct {
	const char *view;
	const char *name;
	struct view_term terms[3];
	const char *want; /* newest first */
} finds[] = {
	/* Each view its own. */
	{ "acme.client", "a word", { W("gear") }, "answer ask" },
	{ "acme.internal", "a word", { W("gear") }, "notes answer inner ask" },
	{ "beta.client", "a word", { W("gear") }, "beta-ask" },
	{ "beta.internal", "a word", { W("gear") },
	    "notes beta-inner beta-ask" },
	{ "company", "a word", { W("gear") }, "notes" },
	{ "acme.client", "a word of both", { W("zirconium") }, "both-out" },
	{ "acme.internal", "a word of both", { W("zirconium") },
	    "both-in both-out" },
	{ "acme.client", "a word of the inside", { W("beryllium") }, "" },
	{ "acme.client", "an inner word", { W("secret") }, "" },
	{ "acme.internal", "an inner word", { W("secret") }, "inner" },
	{ "company", "an inner word of no open list", { W("secret") }, "" },
	/* Words. */
	{ "acme.client", "other case", { W("GEAR") }, "answer ask" },
	{ "acme.client", "no accent", { W("cafe") }, "ask" },
	{ "acme.client", "an accent", { W("CAFÉ") }, "ask" },
	{ "acme.client", "quoted words", { W("noise") }, "answer ask" },
	{ "acme.client", "a file name", { W("rapport-2026.pdf") }, "ask" },
	{ "acme.client", "a phrase", { W("gear box makes") }, "ask" },
	{ "acme.client", "no such phrase", { W("box gear") }, "" },
	{ "acme.client", "two words", { W("gear"), W("replaced") }, "answer" },
	{ "acme.client", "not", { W("gear"), NOT("replaced") }, "ask" },
	{ "acme.client", "not both",
	    { W("gear"), NOT("replaced"), NOT("café") }, "" },
	{ "acme.client", "a prefix", { PREFIX("rep") }, "answer" },
	{ "acme.client", "a prefix of a phrase", { PREFIX("the gea") },
	    "answer ask" },
	{ "acme.client", "a prefix of accents", { PREFIX("éèà") }, "" },
	{ "acme.client", "from", { FROM("ann") }, "answer" },
	{ "acme.client", "an address", { FROM("zoe@client.example") }, "ask" },
	{ "acme.client", "subject", { SUBJECT("gear") }, "answer ask" },
	{ "acme.client", "not the subject", { SUBJECT("noise") }, "" },
	{ "acme.client", "not from",
	    { W("gear"),
		{ .words = "ann", .is_not = true, .field = VIEW_FROM } },
	    "ask" },
	/* What people type is no syntax. */
	{ "acme.client", "OR", { W("replaced OR café") }, "" },
	{ "acme.client", "a quote", { W("say \"well done\"") }, "answer" },
	{ "acme.client", "a quote that opens", { W("gear\" OR \"x") }, "" },
	{ "acme.client", "a star", { W("gea*") }, "" },
	{ "acme.client", "a column", { W("author : ann") }, "" },
	{ "acme.client", "NEAR", { W("NEAR(gear box)") }, "" },
	{ "acme.client", "brackets", { W("({[^-+gear") }, "answer ask" },
	{ "acme.client", "a command", { W("*reads") }, "" },
	{ "acme.client", "only punctuation", { W("---") }, "" },
	{ "acme.client", "one of punctuation", { W("gear"), W("?!") }, "" },
	{ "acme.client", "not punctuation", { W("gear"), NOT("?!") },
	    "answer ask" },
	{ "acme.client", "nothing", { W("") }, "" },
	{ "acme.client", "broken UTF-8", { W("\xff\xc3") }, "" },
};

static void
check_search(struct view *view, const struct view_search *search,
    const char *want, const char *what)
{
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_free char *got = NULL;
	struct err err = ERR_INIT;

	tap_is_int(view_search(view, search, 0, 100, &posts, &err), RC_OK,
	    "%s %s", what, err.text);
	got = names_of(&posts);
	tap_is_string(got, want, "finds what it must");
}

static void
test_finds(const char *path)
{
	for (size_t i = 0; i < sizeof(finds) / sizeof(*finds); i++) {
		auto_view struct view *view = open_view(path, finds[i].view);
		auto_free char *what =
		    mem_format("%s: %s", finds[i].view, finds[i].name);
		struct view_search search = { .terms = finds[i].terms };

		while (search.n_terms < 3 &&
		    finds[i].terms[search.n_terms].words != NULL)
			search.n_terms++;
		check_search(view, &search, finds[i].want, what);
	}
}

static const struct {
	const char *name;
	const char *list;
	int64_t after_s, before_s;
	const char *want; /* of all with "gear" in acme.internal */
} bounds[] = {
	{ "no bound", NULL, 0, 0, "notes answer inner ask" },
	{ "a list", "eng", 0, 0, "notes" },
	{ "a list outside the view", "beta", 0, 0, "" },
	{ "after", NULL, NOW + 2 * DAY_S, 0, "notes answer" },
	{ "before", NULL, 0, NOW + 2 * DAY_S, "inner ask" },
	{ "between", NULL, NOW + DAY_S, NOW + 2 * DAY_S, "inner" },
	{ "a list and before", "acme", 0, NOW + DAY_S, "ask" },
};

static void
test_bounds(const char *path)
{
	auto_view struct view *view = open_view(path, "acme.internal");
	const struct view_term gear = { .words = "gear" };

	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++) {
		const struct view_search search = {
			.terms = &gear,
			.n_terms = 1,
			.list = bounds[i].list,
			.after_s = bounds[i].after_s,
			.before_s = bounds[i].before_s,
		};

		check_search(view, &search, bounds[i].want, bounds[i].name);
	}
}

static const struct {
	const char *name;
	struct view_term terms[2];
	size_t n_terms;
	const char *says;
} mistakes[] = {
	{ "no term", { W("") }, 0, "needs a word" },
	{ "only not", { NOT("gear"), NOT("box") }, 2, "needs a word" },
	{ "a short prefix", { PREFIX("ge") }, 1, "too short" },
	{ "a short prefix behind a word", { PREFIX("gear b") }, 1,
	    "too short" },
	{ "a short prefix that is not",
	    { W("gear"), { .words = "b", .is_not = true, .is_prefix = true } },
	    2, "too short" },
	{ "a prefix of punctuation", { PREFIX("----") }, 1, "too short" },
};

static void
test_mistakes(const char *path)
{
	auto_view struct view *view = open_view(path, "acme.client");
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_free char *long_word = mem_zero(1, 100001);
	const struct view_term term = { .words = long_word };
	struct view_search search = { .terms = &term, .n_terms = 1 };
	struct err err = ERR_INIT;

	memset(long_word, 'a', 100000);
	tap_is_int(view_search(view, &search, 0, 1, &posts, &err), RC_PERM,
	    "a search beyond all bounds");
	tap_has(err.text, "too long", "says so");
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
		search.terms = mistakes[i].terms;
		search.n_terms = mistakes[i].n_terms;
		tap_is_int(view_search(view, &search, 0, 1, &posts, &err),
		    RC_PERM, "refused: %s", mistakes[i].name);
		tap_has(err.text, mistakes[i].says, "says what to do");
	}
}

static void
test_pages(const char *path)
{
	auto_view struct view *view = open_view(path, "acme.internal");
	const struct view_term gear = { .words = "gear" };
	const struct view_search search = { .terms = &gear, .n_terms = 1 };
	static const char *const want[] = { "notes answer", "inner ask", "" };
	struct err err = ERR_INIT;
	int64_t before_id = 0;

	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		auto_view_posts struct view_posts page = { .n = 0 };
		auto_free char *got = NULL;

		must(view_search(view, &search, before_id, 2, &page, &err),
		    &err, "page");
		got = names_of(&page);
		tap_is_string(got, want[i], "page %zu of two sides", i);
		if (page.n > 0)
			before_id = page.v[page.n - 1].id;
	}
}

int
main(void)
{
	auto_free char *path = make_scene();

	test_finds(path);
	test_bounds(path);
	test_mistakes(path);
	test_pages(path);
	return tap_done();
}
