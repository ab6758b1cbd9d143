/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/from-line.h"

#include <string.h>

#include "archiver/civil.h"

enum { MOST_WORDS = 40 };

struct word {
	const char *text;
	size_t n;
};

static size_t
split(const char *line, size_t n_line, struct word words[MOST_WORDS])
{
	size_t n = 0;
	size_t i = 0;

	while (n < MOST_WORDS) {
		while (i < n_line && (line[i] == ' ' || line[i] == '\t'))
			i++;
		if (i == n_line)
			break;
		words[n].text = line + i;
		while (i < n_line && line[i] != ' ' && line[i] != '\t')
			i++;
		words[n].n = (size_t)(line + i - words[n].text);
		n++;
	}
	return n;
}

/* A number of at most so many digits, and nothing else. */
static bool
number(const struct word *word, size_t max_digits, int *ret)
{
	int value = 0;

	if (word->n == 0 || word->n > max_digits)
		return false;
	for (size_t i = 0; i < word->n; i++) {
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
		value = 10 * value + (word->text[i] - '0');
	}
	*ret = value;
	return true;
}

/* "16:20:49" or "16:20" */
static bool
time_of_day(const struct word *word, struct civil *civil)
{
	struct word hour = { word->text, 2 };
	struct word minute = { word->text + 3, 2 };
	struct word second = { word->text + 6, 2 };

	if ((word->n != 5 && word->n != 8) || word->text[2] != ':' ||
	    !number(&hour, 2, &civil->hour) ||
	    !number(&minute, 2, &civil->minute))
		return false;
	return word->n == 5 ||
	    (word->text[5] == ':' && number(&second, 2, &civil->second));
}

/* Month, day, time, year; a zone may stand before the year. */
static bool
date(const struct word *words, size_t n_words, int64_t *ret_s)
{
	struct civil civil = { .year = 0 };

	if (n_words < 4)
		return false;
	civil.month = civil_month(words[0].text, words[0].n);
	if (civil.month == 0 || !number(&words[1], 2, &civil.day) ||
	    !time_of_day(&words[2], &civil))
		return false;
	if (!number(&words[3], 4, &civil.year) &&
	    (n_words < 5 || !number(&words[4], 4, &civil.year)))
		return false;
	return civil_seconds(&civil, ret_s);
}

bool
from_line_parse(const char *line, size_t n_line, int64_t *ret_s)
{
	struct word words[MOST_WORDS];
	size_t n_words;

	if (n_line < 5 || n_line > FROM_LINE_BYTES ||
	    memcmp(line, "From ", 5) != 0)
		return false;
	n_words = split(line + 5, n_line - 5, words);
	/* A sender may be several words, "claire at client.example". */
	for (size_t i = 0; i < n_words; i++)
		if (date(words + i, n_words - i, ret_s))
			return true;
	return false;
}

size_t
from_line_quotes(const char *line, size_t n_line, bool *ret_is_from)
{
	size_t n = 0;

	while (n < n_line && line[n] == '>')
		n++;
	*ret_is_from = n_line - n >= 5 && memcmp(line + n, "From ", 5) == 0;
	return *ret_is_from ? n : 0;
}
