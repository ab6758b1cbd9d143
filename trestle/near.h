/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The name somebody probably meant.
 */
#ifndef TRESTLE_NEAR_H
#define TRESTLE_NEAR_H

#include <stddef.h>

/* Of names, the one nearest to what was typed: at most two letters added, left
 * out, changed or swapped with their neighbour, for fewer than half of its
 * letters.  NULL when none is near. */
const char *
near_name(const char *typed, const char *const *names, size_t n_names);

#endif
