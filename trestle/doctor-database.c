/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "lib/store/audit.h"
#include "trestle/doctor.h"

static void
check_claims(struct doctor *doctor)
{
	auto_findings struct findings findings = { .n = 0 };
	struct err err = ERR_INIT;

	if (audit_run(doctor->store, &findings, &err) != RC_OK) {
		doctor_bad(doctor, "counts", "%s", err.text);
		return;
	}
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *finding = &findings.v[i];

		if (finding->n_against == 0)
			doctor_ok(doctor, "counts", "%s", finding->claim);
		else
			doctor_bad(doctor, "counts",
			    "%s: not so for %" PRIu64
			    "; keep a copy of the site and report it",
			    finding->claim, finding->n_against);
	}
}

void
doctor_check_database(struct doctor *doctor)
{
	struct err err = ERR_INIT;

	if (store_check(doctor->store, &err) != RC_OK) {
		doctor_bad(doctor, "database", "%s; restore it from a backup",
		    err.text);
		return;
	}
	doctor_ok(doctor, "database", "its structure is whole");
	check_claims(doctor);
}
