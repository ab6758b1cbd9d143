/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types to search, as terms of a view's search.  A pure function
 * of the text.
 *
 *	pump delivery        both words
 *	"pump delivery"      the phrase
 *	pum*                 words that begin so, from three letters
 *	-draft               not this word; also -"a phrase" and -from:claire
 *	from:claire          in the author's name or address
 *	subject:"the pump"   in the subject
 *	list:acme            on this list
 *	after:2026-11        dated in that month or later (a day, a year)
 *	before:2026-11-23    dated before that day begins
 *
 * The shell takes quotes away, so an operand without any is one term, which
 * is a phrase when it holds several words; one with quotes is read as above.
 */
#ifndef ARCHIVER_SEARCH_QUERY_H
#define ARCHIVER_SEARCH_QUERY_H

#include "lib/base/err.h"
#include "lib/base/strv.h"
#include "lib/store/view.h"

enum { SEARCH_TERMS = 50, SEARCH_BYTES = 4000 };

/* Owns what `search` borrows. */
struct search_query {
	struct view_search search;
	struct view_term *terms;
	struct strv strings;
};

/* RC_PERM, with a sentence that names the operand and the place, for a
 * mistake. */
enum rc search_query_parse(const char *const *operands, size_t n_operands,
    struct search_query *ret, struct err *err);

void search_query_release(struct search_query *query);
#define auto_search_query __attribute__((cleanup(search_query_release)))

#endif
