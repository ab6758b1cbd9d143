/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message found in a mail store, with its place there, or what stands there
 * instead of one.
 */
#ifndef ARCHIVER_FOUND_H
#define ARCHIVER_FOUND_H

#include <stddef.h>
#include <stdint.h>

struct found {
	char *raw; /* NUL-terminated behind n_raw; "" with a problem */
	size_t n_raw;
	char *place; /* for a person: "byte 4711 (From claire@...)" */
	int64_t stored_s; /* when the store says it came, 0 if it does not */
	char *problem; /* what is wrong with it, NULL if nothing is */
};

void found_release(struct found *found);
#define auto_found __attribute__((cleanup(found_release)))

#endif
