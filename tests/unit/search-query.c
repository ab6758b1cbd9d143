/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/search-query.h"

#include "lib/base/buf.h"
#include "tests/tap.h"

#define MOST 4

/* What was read, written as: [-][from:|subject:]<words>[*], list=, after=,
 * before=. */
static const struct {
	const char *name;
	const char *operands[MOST];
	const char *want;
} good[] = {
	{ "words", { "pump", "delivery" }, "<pump> <delivery>" },
	{ "a phrase by the shell", { "pump delivery" }, "<pump delivery>" },
	{ "a phrase in quotes", { "\"pump delivery\"" }, "<pump delivery>" },
	{ "all in one", { "\"pump delivery\" -draft from:claire" },
	    "<pump delivery> -<draft> from:<claire>" },
	{ "not", { "pump", "-draft" }, "<pump> -<draft>" },
	{ "not a phrase", { "pump -\"first draft\"" },
	    "<pump> -<first draft>" },
	{ "a dash within", { "pre-order" }, "<pre-order>" },
	{ "from", { "from:Claire Dupont" }, "from:<Claire Dupont>" },
	{ "from in quotes", { "from:\"Claire Dupont\"" },
	    "from:<Claire Dupont>" },
	{ "not from", { "pump", "-from:claire" }, "<pump> -from:<claire>" },
	{ "subject", { "SUBJECT:pump" }, "subject:<pump>" },
	{ "list", { "pump", "list:ACME" }, "<pump> list=acme" },
	{ "dates", { "pump", "after:2026-11", "before:2026-11-23" },
	    "<pump> after=1793491200 before=1795392000" },
	{ "1970 is a bound", { "pump", "after:1970" }, "<pump> after=1" },
	{ "before 1970", { "pump", "before:1969" }, "<pump> before=-31536000" },
	{ "prefix", { "pum*" }, "<pum>*" },
	{ "prefix of a phrase", { "pump deliv*" }, "<pump deliv>*" },
	{ "prefix behind quotes", { "\"pump deliv\"*" }, "<pump deliv>*" },
	{ "prefix with accents", { "\xc3\xa9t\xc3\xa9*" },
	    "<\xc3\xa9t\xc3\xa9>*" },
	{ "subject prefix", { "subject:pum*" }, "subject:<pum>*" },
	{ "a field in quotes is text", { "\"form:claire\"" }, "<form:claire>" },
	{ "an address of the web", { "https://x.example" },
	    "<https://x.example>" },
	{ "a name with colons", { "std::string" }, "<std::string>" },
	{ "a prefix of mail", { "Re: pump" }, "<Re: pump>" },
	{ "a time", { "12:30" }, "<12:30>" },
	{ "spaces around", { "  pump  ", " " }, "<pump>" },
	{ "a star in quotes", { "\"a * b\"" }, "<a * b>" },
	{ "broken UTF-8", { "\xff\xfe" }, "<\xff\xfe>" },
};

static const struct {
	const char *name;
	const char *operands[MOST];
	const char *want; /* a part of the sentence */
} bad[] = {
	{ "nothing", { "" }, "at least one word" },
	{ "only not", { "-pump" }, "at least one word" },
	{ "only a list", { "list:acme" }, "at least one word" },
	{ "an open quote", { "pump \"delivery" },
	    "'pump \"delivery', character 6: this quote is never closed" },
	{ "the place counts letters", { "\xc3\xa9t\xc3\xa9 \"x" },
	    "character 5: this quote" },
	{ "a quote in a word", { "pu\"mp\"" }, "character 3: a quote begins" },
	{ "no space behind a quote", { "\"pump\"delivery" },
	    "character 7: a space is missing" },
	{ "an empty phrase", { "\"\"" }, "no letter or digit" },
	{ "a dash alone", { "-" }, "no letter or digit" },
	{ "dots", { "..." }, "no letter or digit" },
	{ "an empty field", { "from:" }, "no letter or digit" },
	{ "an unknown field", { "pump", "form:claire" },
	    "'form:claire', character 1: there is no 'form:'" },
	{ "a short prefix", { "pu*" }, "at least 3 letters" },
	{ "a short prefix with accents", { "\xc3\xa9t*" },
	    "at least 3 letters" },
	{ "a short last word", { "pump d*" }, "at least 3 letters" },
	{ "a star alone", { "*" }, "no letter or digit" },
	{ "a star within", { "pu*mp" }, "character 3: a * stands" },
	{ "no date", { "pump", "after:yesterday" },
	    "after: takes a date such as" },
	{ "no such day", { "pump", "before:2026-11-31" }, "before: takes" },
	{ "after twice", { "a", "after:2026", "after:2025" },
	    "after: is given twice" },
	{ "list twice", { "a", "list:a", "list:b" }, "list: is given twice" },
	{ "not a list", { "a", "-list:b" }, "list: cannot be turned" },
	{ "a list with a star", { "a", "list:acme*" }, "list: takes no *" },
};

static size_t
n_operands(const char *const operands[MOST])
{
	size_t n = 0;

	while (n < MOST && operands[n] != NULL)
		n++;
	return n;
}

static void
write_query(const struct search_query *query, struct buf *buf)
{
	static const char *const fields[] = { [VIEW_ANY] = "",
		[VIEW_FROM] = "from:",
		[VIEW_SUBJECT] = "subject:" };
	const struct view_search *search = &query->search;

	for (size_t i = 0; i < search->n_terms; i++) {
		const struct view_term *term = &search->terms[i];

		buf_format(buf, "%s%s%s<%s>%s", i > 0 ? " " : "",
		    term->is_not ? "-" : "", fields[term->field], term->words,
		    term->is_prefix ? "*" : "");
	}
	if (search->list != NULL)
		buf_format(buf, " list=%s", search->list);
	if (search->after_s != 0)
		buf_format(buf, " after=%lld", (long long)search->after_s);
	if (search->before_s != 0)
		buf_format(buf, " before=%lld", (long long)search->before_s);
}

static void
check_limits(void)
{
	char *long_word = malloc(SEARCH_BYTES + 2);
	const char *words[SEARCH_TERMS + 1];
	struct search_query query = { .terms = NULL };
	struct err err = ERR_INIT;

	memset(long_word, 'x', SEARCH_BYTES + 1);
	long_word[SEARCH_BYTES + 1] = '\0';
	words[0] = long_word;
	tap_is_int(search_query_parse(words, 1, &query, &err), RC_PERM,
	    "a byte too long");
	long_word[SEARCH_BYTES] = '\0';
	tap_is_int(search_query_parse(words, 1, &query, &err), RC_OK,
	    "just not too long");
	search_query_release(&query);
	for (size_t i = 0; i <= SEARCH_TERMS; i++)
		words[i] = "x";
	tap_is_int(search_query_parse(words, SEARCH_TERMS + 1, &query, &err),
	    RC_PERM, "too many terms");
	tap_is_int(search_query_parse(words, SEARCH_TERMS, &query, &err), RC_OK,
	    "just not too many");
	search_query_release(&query);
	free(long_word);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		auto_search_query struct search_query query = { .terms = NULL };
		auto_buf struct buf got = BUF_INIT(10000);
		struct err err = ERR_INIT;
		enum rc rc = search_query_parse(good[i].operands,
		    n_operands(good[i].operands), &query, &err);

		tap_is_int(rc, RC_OK, "%s %s", good[i].name, err.text);
		write_query(&query, &got);
		tap_is_string(
		    buf_string(&got), good[i].want, "%s", good[i].name);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct search_query query = { .terms = NULL };
		struct err err = ERR_INIT;
		enum rc rc = search_query_parse(
		    bad[i].operands, n_operands(bad[i].operands), &query, &err);

		tap_is_int(rc, RC_PERM, "%s", bad[i].name);
		if (!tap_ok(strstr(err.text, bad[i].want) != NULL,
			"%s: it says so", bad[i].name))
			tap_note("%s", err.text);
	}
	check_limits();
	return tap_done();
}
