/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trestle/near.h"

#include <assert.h>
#include <string.h>

enum { LONGEST_NAME = 30, MOST_SLIPS = 2 };

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many slips make b of a: a letter added, left out, changed, or two
 * neighbours swapped.  rows[i % 3][j] is the number for the first i letters
 * of a and the first j of b. */
static size_t
n_slips(const char *a, const char *b)
{
	size_t rows[3][LONGEST_NAME + 1] = { { 0 } };
	size_t n_a = strlen(a), n_b = strlen(b);

	assert(n_b <= LONGEST_NAME);
	for (size_t j = 0; j <= n_b; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n_a; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i - 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= n_b; j++) {
			row[j] = smaller(above[j - 1] + (a[i - 1] != b[j - 1]),
			    1 + smaller(above[j], row[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = smaller(
				    row[j], 1 + rows[(i - 2) % 3][j - 2]);
		}
	}
	return rows[n_a % 3][n_b];
}

const char *
near_name(const char *typed, const char *const *names, size_t n_names)
{
	const char *best = NULL;
	size_t least = MOST_SLIPS + 1;

	if (strlen(typed) > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < n_names; i++) {
		size_t n = n_slips(typed, names[i]);

		if (n < least && 2 * n < strlen(names[i])) {
			best = names[i];
			least = n;
		}
	}
	return best;
}
