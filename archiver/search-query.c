/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/search-query.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archiver/civil.h"
#include "lib/base/ascii.h"
#include "lib/base/mem.h"

enum { PREFIX_LETTERS = 3, SHOWN_BYTES = 80 };

enum field {
	FIELD_NONE,
	FIELD_FROM,
	FIELD_SUBJECT,
	FIELD_LIST,
	FIELD_AFTER,
	FIELD_BEFORE,
};

static const char *const field_names[] = {
	[FIELD_FROM] = "from",
	[FIELD_SUBJECT] = "subject",
	[FIELD_LIST] = "list",
	[FIELD_AFTER] = "after",
	[FIELD_BEFORE] = "before",
};

/* One operand while it is read. */
struct reading {
	const char *text;
	const char *next;
	bool has_quotes; /* spaces outside of them end a term */
};

/* One term as it stands there. */
struct typed {
	const char *begin;
	enum field field;
	bool is_not;
	bool is_prefix;
	char *words; /* without quotes, field and star */
};

static enum rc
mistake(const struct reading *reading, const char *at, struct err *err,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

static enum rc
mistake(const struct reading *reading, const char *at, struct err *err,
    const char *format, ...)
{
	auto_free char *shown = ascii_printable(reading->text, SHOWN_BYTES);
	char sentence[300];
	size_t place = 1;
	va_list args;

	for (const char *p = reading->text; p < at; p++)
		if (((unsigned char)*p & 0xc0) != 0x80)
			place++;
	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	return err_set(err, RC_PERM, "5.5.4", "'%s', character %zu: %s", shown,
	    place, sentence);
}

static bool
is_letter(char c)
{
	char small = ascii_lower(c);

	return small >= 'a' && small <= 'z';
}

/* Could the index have a word of this?  What is no ASCII counts. */
static bool
is_indexed(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

static bool
has_word(const char *words)
{
	for (; *words != '\0'; words++)
		if (is_indexed(*words))
			return true;
	return false;
}

/* The letters of the last word. */
static size_t
n_last_letters(const char *words)
{
	size_t n = 0;

	for (; *words != '\0'; words++) {
		if (!is_indexed(*words))
			n = 0;
		else if (((unsigned char)*words & 0xc0) != 0x80)
			n++;
	}
	return n;
}

/* "from:" and its like.  Other words with a colon are words, but one that
 * looks like a field is more likely a slip than text. */
static enum rc
read_field(struct reading *reading, enum field *ret, struct err *err)
{
	const char *begin = reading->next;
	const char *end = begin;

	*ret = FIELD_NONE;
	while (is_letter(*end))
		end++;
	if (end == begin || *end != ':')
		return RC_OK;
	for (enum field i = FIELD_FROM; i <= FIELD_BEFORE; i++)
		if (ascii_equal_n(
			begin, (size_t)(end - begin), field_names[i])) {
			*ret = i;
			reading->next = end + 1;
			return RC_OK;
		}
	if (!is_indexed(end[1]) && end[1] != '"')
		return RC_OK;
	return mistake(reading, begin, err,
	    "there is no '%.*s:'; there are from:, subject:, list:, before:, "
	    "after: (in double quotes it is text)",
	    (int)(end - begin > 20 ? 20 : end - begin), begin);
}

static enum rc
read_quoted(struct reading *reading, struct typed *typed, struct err *err)
{
	const char *begin = reading->next + 1;
	const char *end = strchr(begin, '"');

	if (end == NULL)
		return mistake(
		    reading, reading->next, err, "this quote is never closed");
	typed->words = mem_dup_n(begin, (size_t)(end - begin));
	reading->next = end + 1;
	if (*reading->next == '*') {
		typed->is_prefix = true;
		reading->next++;
	}
	if (*reading->next != '\0' && !ascii_is_space(*reading->next))
		return mistake(reading, reading->next, err,
		    "a space is missing behind the closing quote");
	return RC_OK;
}

static enum rc
read_word(struct reading *reading, struct typed *typed, struct err *err)
{
	const char *begin = reading->next;
	const char *end = begin;
	const char *star;

	while (*end != '\0' && !(reading->has_quotes && ascii_is_space(*end))) {
		if (*end == '"')
			return mistake(reading, end, err,
			    "a quote begins within a word; put a space before "
			    "it");
		end++;
	}
	reading->next = end;
	while (end > begin && ascii_is_space(end[-1]))
		end--;
	if (end > begin && end[-1] == '*') {
		typed->is_prefix = true;
		end--;
	}
	star = memchr(begin, '*', (size_t)(end - begin));
	if (star != NULL)
		return mistake(
		    reading, star, err, "a * stands at the end of a word only");
	typed->words = mem_dup_n(begin, (size_t)(end - begin));
	return RC_OK;
}

static enum rc
check_words(
    const struct reading *reading, const struct typed *typed, struct err *err)
{
	if (!has_word(typed->words))
		return mistake(reading, typed->begin, err,
		    "there is no letter or digit to search for");
	if (typed->is_prefix && typed->field >= FIELD_LIST)
		return mistake(reading, typed->begin, err, "%s: takes no *",
		    field_names[typed->field]);
	if (typed->is_prefix && n_last_letters(typed->words) < PREFIX_LETTERS)
		return mistake(reading, typed->begin, err,
		    "a * needs at least %d letters before it", PREFIX_LETTERS);
	if (typed->is_not && typed->field >= FIELD_LIST)
		return mistake(reading, typed->begin, err,
		    "%s: cannot be turned round by a -",
		    field_names[typed->field]);
	return RC_OK;
}

static enum rc
read_typed(struct reading *reading, struct typed *typed, struct err *err)
{
	enum rc rc;

	typed->begin = reading->next;
	if (*reading->next == '-') {
		typed->is_not = true;
		reading->next++;
	}
	rc = read_field(reading, &typed->field, err);
	if (rc != RC_OK)
		return rc;
	rc = *reading->next == '"' ? read_quoted(reading, typed, err)
				   : read_word(reading, typed, err);
	return rc == RC_OK ? check_words(reading, typed, err) : rc;
}

/* Words are kept as long as the query. */
static const char *
keep(struct search_query *query, struct typed *typed)
{
	strv_take(&query->strings, take(typed->words));
	return query->strings.v[query->strings.n - 1];
}

static enum rc
add_date(const struct reading *reading, const struct typed *typed,
    int64_t *ret_s, struct err *err)
{
	const char *name = field_names[typed->field];

	if (*ret_s != 0)
		return mistake(
		    reading, typed->begin, err, "%s: is given twice", name);
	if (!civil_parse(typed->words, ret_s))
		return mistake(reading, typed->begin, err,
		    "%s: takes a date such as 2026-11-23, 2026-11 or 2026",
		    name);
	if (*ret_s == 0) /* which would be no bound */
		*ret_s = 1;
	return RC_OK;
}

static enum rc
add_term(const struct reading *reading, struct typed *typed,
    struct search_query *query, struct err *err)
{
	static const enum view_field fields[] = {
		[FIELD_NONE] = VIEW_ANY,
		[FIELD_FROM] = VIEW_FROM,
		[FIELD_SUBJECT] = VIEW_SUBJECT,
	};
	struct view_search *search = &query->search;

	if (search->n_terms == SEARCH_TERMS)
		return mistake(reading, typed->begin, err,
		    "these are more than %d terms", SEARCH_TERMS);
	query->terms =
	    mem_grow(query->terms, search->n_terms + 1, sizeof(*query->terms));
	search->terms = query->terms;
	query->terms[search->n_terms++] = (struct view_term){
		.words = keep(query, typed),
		.is_prefix = typed->is_prefix,
		.is_not = typed->is_not,
		.field = fields[typed->field],
	};
	return RC_OK;
}

static enum rc
add_typed(const struct reading *reading, struct typed *typed,
    struct search_query *query, struct err *err)
{
	struct view_search *search = &query->search;

	switch (typed->field) {
	case FIELD_NONE:
	case FIELD_FROM:
	case FIELD_SUBJECT:
		return add_term(reading, typed, query, err);
	case FIELD_LIST:
		if (search->list != NULL)
			return mistake(
			    reading, typed->begin, err, "list: is given twice");
		ascii_make_lower(typed->words);
		search->list = keep(query, typed);
		return RC_OK;
	case FIELD_AFTER:
		return add_date(reading, typed, &search->after_s, err);
	case FIELD_BEFORE:
		return add_date(reading, typed, &search->before_s, err);
	}
	return RC_OK;
}

static void
skip_spaces(struct reading *reading)
{
	while (ascii_is_space(*reading->next))
		reading->next++;
}

static enum rc
read_operand(const char *text, struct search_query *query, struct err *err)
{
	struct reading reading = {
		.text = text,
		.next = text,
		.has_quotes = strchr(text, '"') != NULL,
	};
	enum rc rc = RC_OK;

	skip_spaces(&reading);
	while (rc == RC_OK && *reading.next != '\0') {
		struct typed typed = { .words = NULL };

		rc = read_typed(&reading, &typed, err);
		if (rc == RC_OK)
			rc = add_typed(&reading, &typed, query, err);
		free(typed.words);
		skip_spaces(&reading);
	}
	return rc;
}

static bool
has_positive(const struct search_query *query)
{
	for (size_t i = 0; i < query->search.n_terms; i++)
		if (!query->terms[i].is_not)
			return true;
	return false;
}

enum rc
search_query_parse(const char *const *operands, size_t n_operands,
    struct search_query *ret, struct err *err)
{
	auto_search_query struct search_query query = { .terms = NULL };
	size_t n_bytes = 0;

	for (size_t i = 0; i < n_operands; i++) {
		enum rc rc;

		n_bytes += strlen(operands[i]);
		if (n_bytes > SEARCH_BYTES)
			return err_set(err, RC_PERM, "5.5.4",
			    "the search is longer than %d bytes", SEARCH_BYTES);
		rc = read_operand(operands[i], &query, err);
		if (rc != RC_OK)
			return rc;
	}
	if (!has_positive(&query))
		return err_set(err, RC_PERM, "5.5.4",
		    "name at least one word that must be there: without '-' "
		    "before it, besides list:, before: and after:");
	*ret = query;
	memset(&query, 0, sizeof(query));
	return RC_OK;
}

void
search_query_release(struct search_query *query)
{
	free(query->terms);
	strv_release(&query->strings);
	memset(query, 0, sizeof(*query));
}
