/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/own-marks.h"

#include <string.h>

#include "lib/base/ascii.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

enum {
	ATTRIBUTION_LINES = 4, /* what a wrapped one may take */
	ATTRIBUTION_BYTES = 500,
	OUTLOOK_LINES = 12, /* its fields, some of them wrapped */
	GREETING_BYTES = 40,
};

/* A line without white space, no-break spaces too, at both ends. */
struct slice {
	const char *p;
	size_t n;
};

static struct slice
trimmed(const struct own_line *line)
{
	static const char no_break[] = "\xc2\xa0";
	struct slice s = { line->text, line->n };

	while (s.n > 0 && ascii_is_space(*s.p)) {
		s.p++;
		s.n--;
	}
	for (;;) {
		if (s.n > 0 && ascii_is_space(s.p[s.n - 1]))
			s.n--;
		else if (s.n > 1 && memcmp(s.p + s.n - 2, no_break, 2) == 0)
			s.n -= 2;
		else
			return s;
	}
}

static bool
begins(struct slice s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && ascii_equal_n(s.p, n, with);
}

static bool
contains(struct slice s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (ascii_equal_n(s.p + i, n, word))
			return true;
	return false;
}

static bool
begins_one_of(struct slice s, const char *const *words, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++)
		if (begins(s, words[i]))
			return true;
	return false;
}

static bool
contains_one_of(struct slice s, const char *const *words, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++)
		if (contains(s, words[i]))
			return true;
	return false;
}

/* "... wrote:" ends an attribution.  French sets a space before the colon. */
static bool
ends_attribution(struct slice s)
{
	static const char *const verbs[] = {
		"wrote",
		"writes",
		"a \xc3\xa9"
		"crit", /* a écrit */
		"a ecrit",
		"\xc3\xa9"
		"crivait", /* écrivait */
		"schrieb",
	};

	return s.n > 0 && s.p[s.n - 1] == ':' &&
	    contains_one_of(s, verbs, N_OF(verbs));
}

size_t
marks_attribution(const struct own_line *lines, size_t n_lines)
{
	static const char *const openings[] = { "on ", "le ", "am ",
		"in article", "dans son message" };
	struct slice first = trimmed(&lines[0]);
	size_t n_bytes = 0;

	if (ends_attribution(first) && first.n < ATTRIBUTION_BYTES)
		return 1;
	if (!begins_one_of(first, openings, N_OF(openings)))
		return 0;
	for (size_t i = 0; i < n_lines && i < ATTRIBUTION_LINES; i++) {
		struct slice s = trimmed(&lines[i]);

		n_bytes += s.n;
		if (s.n == 0 || lines[i].kind != OWN_WORDS ||
		    n_bytes > ATTRIBUTION_BYTES)
			return 0;
		if (ends_attribution(s))
			return i + 1;
	}
	return 0;
}

/* The fields of an Outlook block, each in its languages. */
static const char *const outlook_from[] = { "from:", "de:", "de :",
	"de\xc2\xa0:", "*from:*", "*de :*", "*de\xc2\xa0:*" };
static const char *const outlook_date[] = { "sent:", "date:", "date :",
	"date\xc2\xa0:", "envoy\xc3\xa9:", "envoy\xc3\xa9 :",
	"envoy\xc3\xa9\xc2\xa0:", "*sent:*", "*date:*", "*envoy\xc3\xa9 :*",
	"*envoy\xc3\xa9\xc2\xa0:*" };
static const char *const outlook_subject[] = { "subject:", "objet:", "objet :",
	"objet\xc2\xa0:", "*subject:*", "*objet :*", "*objet\xc2\xa0:*" };
static const char *const outlook_rules[] = {
	"-----original message",
	"----- original message",
	"-------- original message",
	"-----message d'origine",
	"-----message d\xe2\x80\x99origine",
	"-----message original",
	"----- message d'origine",
	"-------- message d'origine",
	"-------- message original",
	"---------- forwarded message",
	"-------- forwarded message",
	"---------- message transf\xc3\xa9r\xc3\xa9",
	"-------- message transf\xc3\xa9r\xc3\xa9",
};

/* "From:", then a date and a subject within a few lines.  Returns the lines
 * up to the subject's. */
static size_t
field_block(const struct own_line *lines, size_t n_lines)
{
	bool has_date = false;

	if (!begins_one_of(
		trimmed(&lines[0]), outlook_from, N_OF(outlook_from)))
		return 0;
	for (size_t i = 1; i < n_lines && i < OUTLOOK_LINES; i++) {
		struct slice s = trimmed(&lines[i]);

		if (s.n == 0)
			return 0;
		if (begins_one_of(s, outlook_date, N_OF(outlook_date)))
			has_date = true;
		if (has_date &&
		    begins_one_of(s, outlook_subject, N_OF(outlook_subject)))
			return i + 1;
	}
	return 0;
}

static bool
is_rule(struct slice s)
{
	if (s.n < 10)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '_' && s.p[i] != '-')
			return false;
	return true;
}

size_t
marks_outlook(const struct own_line *lines, size_t n_lines)
{
	struct slice first = trimmed(&lines[0]);
	size_t n_fields;

	if (begins_one_of(first, outlook_rules, N_OF(outlook_rules))) {
		n_fields =
		    n_lines > 1 ? field_block(lines + 1, n_lines - 1) : 0;
		return 1 + n_fields;
	}
	if (is_rule(first) && n_lines > 1) {
		n_fields = field_block(lines + 1, n_lines - 1);
		return n_fields > 0 ? 1 + n_fields : 0;
	}
	return field_block(lines, n_lines);
}

bool
marks_signature(const struct own_line *lines, size_t n_lines)
{
	static const char *const telephones[] = {
		"sent from my ",
		"sent from outlook",
		"get outlook for ",
		"envoy\xc3\xa9 de mon ",
		"envoy\xc3\xa9 depuis mon ",
		"envoy\xc3\xa9 \xc3\xa0 partir de ",
		"t\xc3\xa9l\xc3\xa9"
		"charger outlook pour ",
	};
	struct slice first = trimmed(&lines[0]);

	if (first.n == 2 && memcmp(first.p, "--", 2) == 0)
		return true;
	if (begins_one_of(first, telephones, N_OF(telephones)))
		return true;
	return is_rule(first) && n_lines > 1 &&
	    contains(trimmed(&lines[1]), "mailing list");
}

bool
marks_greeting(const struct own_line *line)
{
	static const char *const greetings[] = { "hello", "hi", "hey", "dear ",
		"good morning", "good afternoon", "good evening", "bonjour",
		"bonsoir", "salut", "cher ", "ch\xc3\xa8re ", "chers ",
		"madame", "monsieur" };
	struct slice s = trimmed(line);
	char last = s.n > 0 ? s.p[s.n - 1] : '\0';

	return s.n > 0 && s.n <= GREETING_BYTES &&
	    begins_one_of(s, greetings, N_OF(greetings)) &&
	    (last == ',' || last == '!' || !contains(s, " "));
}
