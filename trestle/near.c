/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trestle/near.h"

#include <assert.h>
#include <string.h>

enum { LONGEST_NAME = 30, MOST_EDITS = 2 };

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, one row at a time; row[j] is the distance of the
 * first i letters of a from the first j of b. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[LONGEST_NAME + 1];
	size_t n_b = strlen(b);

	assert(n_b <= LONGEST_NAME);
	for (size_t j = 0; j <= n_b; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n_b; j++) {
			size_t change = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = smaller(
			    change, smaller(row[j] + 1, row[j - 1] + 1));
		}
	}
	return row[n_b];
}

const char *
near_name(const char *typed, const char *const *names, size_t n_names)
{
	const char *best = NULL;
	size_t best_distance = MOST_EDITS + 1;

	if (strlen(typed) > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < n_names; i++) {
		size_t d = distance(typed, names[i]);

		if (d < best_distance && 2 * d < strlen(names[i])) {
			best = names[i];
			best_distance = d;
		}
	}
	return best;
}
