/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checks of `trestle doctor`: each prints a line `ok` or `BAD` with what
 * mends it, and none stops at the first fault.
 */
#ifndef TRESTLE_DOCTOR_H
#define TRESTLE_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "trestle/admin.h"

struct doctor {
	struct site *site;
	struct store *store; /* NULL when the database cannot be opened */
	bool is_repairing;
	size_t n_bad;
};

/* One line: what was checked, and what was found. */
void doctor_ok(const struct doctor *doctor, const char *what,
    const char *format, ...) __attribute__((format(printf, 3, 4)));
void doctor_bad(struct doctor *doctor, const char *what, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* The folder: modes, address map, free disk. */
void doctor_check_files(struct doctor *doctor);

/* The database: structure, and its rows against each other. */
void doctor_check_database(struct doctor *doctor);

/* What is under way: spool and outbox against the database. */
void doctor_check_queues(struct doctor *doctor);

/* The index: each post is found by search. */
void doctor_check_index(struct doctor *doctor);

/* The docroots: each shows what its view holds, and nothing else. */
void doctor_check_pages(struct doctor *doctor);

#endif
