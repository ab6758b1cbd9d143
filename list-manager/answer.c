/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/answer.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/ascii.h"

static const struct {
	const char *word;
	enum answer answer;
} words[] = {
	{ "accept", ANSWER_ACCEPT },
	{ "accepter", ANSWER_ACCEPT },
	{ "reject", ANSWER_REJECT },
	{ "rejeter", ANSWER_REJECT },
	{ "refuser", ANSWER_REJECT },
	{ "discard", ANSWER_DISCARD },
	{ "jeter", ANSWER_DISCARD },
	{ "yes", ANSWER_YES },
	{ "oui", ANSWER_YES },
	{ "no", ANSWER_NO },
	{ "non", ANSWER_NO },
};

static size_t
line_bytes(const char *text)
{
	return strcspn(text, "\n");
}

/* The line without blanks (no-break spaces too) at both ends and without
 * final marks. */
static void
trim(const char **line, size_t *n)
{
	static const char no_break[] = "\xc2\xa0";

	while (*n > 0 && ascii_is_space(**line)) {
		(*line)++;
		(*n)--;
	}
	for (;;) {
		if (*n > 0 && strchr(" \t\r.!", (*line)[*n - 1]) != NULL)
			(*n)--;
		else if (*n > 1 && memcmp(*line + *n - 2, no_break, 2) == 0)
			*n -= 2;
		else
			return;
	}
}

/* "On Monday Bob wrote:", "Le lundi Bob a écrit :" */
static bool
is_attribution(const char *line, size_t n)
{
	return n > 0 && line[n - 1] == ':';
}

enum answer
answer_read(const char *text)
{
	size_t n;

	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		const char *line = text;
		size_t n_line;

		n = line_bytes(text);
		n_line = n;
		trim(&line, &n_line);
		if (n_line == 0 || *line == '>' || is_attribution(line, n_line))
			continue;
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (ascii_equal_n(line, n_line, words[i].word))
				return words[i].answer;
		return ANSWER_UNCLEAR;
	}
	return ANSWER_UNCLEAR;
}
