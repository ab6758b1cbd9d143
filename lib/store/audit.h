/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold between the rows of the database, counted against each
 * other: the proof, for doctor, that nothing was lost between taking in,
 * deciding and sending.
 */
#ifndef LIB_STORE_AUDIT_H
#define LIB_STORE_AUDIT_H

#include <stddef.h>

#include "lib/store/store.h"

/* One thing that must hold, and how many rows speak against it. */
struct finding {
	const char *claim; /* "each held recipient has its hold" */
	uint64_t n_against;
};

struct findings {
	struct finding *v;
	size_t n;
};

void findings_release(struct findings *findings);
#define auto_findings __attribute__((cleanup(findings_release)))

/* Check every claim.  To see one moment of a site that is at work, call it
 * inside a transaction. */
enum rc audit_run(struct store *store, struct findings *ret, struct err *err);

#endif
