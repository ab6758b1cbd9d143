/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/spool.h"
#include "lib/store/intake.h"
#include "lib/store/outbox.h"
#include "trestle/doctor.h"

/* Is there a process that holds this lock of the site? */
static bool
is_locked(const struct doctor *doctor, const char *name)
{
	auto_free char *path = site_path(doctor->site, name);
	auto_close int fd = -1;

	return file_lock(path, &fd, NULL) != RC_OK;
}

/* How many waiting entries are decided already: a crash came between the
 * commit and the unlinking, and the next pass only unlinks them. */
static enum rc
count_known(const struct doctor *doctor, struct spool *spool, uint64_t *ret,
    struct err *err)
{
	auto_strv struct strv names = STRV_INIT;
	uint64_t n_known = 0;
	enum rc rc = spool_list(spool, SIZE_MAX, &names, err);

	for (size_t i = 0; rc == RC_OK && i < names.n; i++) {
		bool is_known = false;

		rc = intake_is_known(
		    doctor->store, names.v[i], &is_known, NULL, err);
		n_known += is_known;
	}
	if (rc == RC_OK)
		*ret = n_known;
	return rc;
}

static enum rc
check_spool(struct doctor *doctor, struct err *err)
{
	auto_free char *path = site_path(doctor->site, SITE_SPOOL);
	auto_spool struct spool *spool = NULL;
	uint64_t n_waiting = 0, n_aside = 0, n_known = 0;
	enum rc rc = spool_open(path, &spool, err);

	if (rc == RC_OK)
		rc = spool_count(spool, &n_waiting, &n_aside, err);
	if (rc == RC_OK)
		rc = count_known(doctor, spool, &n_known, err);
	if (rc != RC_OK)
		return rc;
	if (n_waiting > 0 && !is_locked(doctor, SITE_LOCK))
		doctor_ok(doctor, "spool",
		    "%" PRIu64 " wait, and no manager runs: 'trestle serve'",
		    n_waiting);
	else
		doctor_ok(doctor, "spool", "%" PRIu64 " wait", n_waiting);
	if (n_known > 0)
		doctor_ok(doctor, "spool",
		    "%" PRIu64 " of them are decided; the next pass removes "
		    "them",
		    n_known);
	if (n_aside > 0)
		doctor_bad(doctor, "spool",
		    "%" PRIu64 " set aside; each has its reason beside it in "
		    "%s/aside: read it, then hand the message in anew or "
		    "remove both",
		    n_aside, path);
	return RC_OK;
}

static enum rc
check_outbox(struct doctor *doctor, struct err *err)
{
	struct outbox_counts counts;
	enum rc rc = outbox_count(doctor->store, &counts, err);

	if (rc != RC_OK)
		return rc;
	if (counts.flying > 0 && !is_locked(doctor, SITE_SEND_LOCK))
		doctor_bad(doctor, "outbox",
		    "%" PRIu64 " recipients were in flight when the sender "
		    "died; 'trestle deliver' or 'trestle serve' sends to "
		    "them again",
		    counts.flying);
	else
		doctor_ok(doctor, "outbox",
		    "%" PRIu64 " recipients wait, "
		    "%" PRIu64 " in flight",
		    counts.waiting, counts.flying);
	return RC_OK;
}

void
doctor_check_queues(struct doctor *doctor)
{
	struct err err = ERR_INIT;

	if (check_spool(doctor, &err) != RC_OK)
		doctor_bad(doctor, "spool", "%s", err.text);
	if (check_outbox(doctor, &err) != RC_OK)
		doctor_bad(doctor, "outbox", "%s", err.text);
}
