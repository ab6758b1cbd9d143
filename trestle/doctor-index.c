/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts against the index: each one is found by search.
 */
#include <inttypes.h>

#include "archiver/index.h"
#include "lib/base/child.h"
#include "lib/base/mem.h"
#include "lib/mail/worker.h"
#include "lib/store/message.h"
#include "lib/store/post.h"
#include "trestle/doctor.h"

enum { POSTS_AT_ONCE = 500 };

static enum rc
read_facts(struct store *store, struct worker *worker, const struct post *post,
    struct facts **ret, struct err *err)
{
	auto_free char *raw = NULL;
	size_t n_raw = 0;
	int died = 0;
	enum rc rc = message_raw(store, post->message_id, &raw, &n_raw, err);

	return rc == RC_OK ? worker_parse(worker, raw, n_raw, ret, &died, err)
			   : rc;
}

static enum rc
mend_post(struct store *store, struct worker *worker, int64_t post_id,
    struct err *err)
{
	auto_post struct post post = { .id = 0 };
	auto_facts struct facts *facts = NULL;
	struct audience audience = { .id = 0 };
	enum rc rc = post_get(store, post_id, &post, err);

	if (rc == RC_OK)
		rc = audience_by_id(store, post.audience_id, &audience, err);
	if (rc == RC_OK)
		rc = read_facts(store, worker, &post, &facts, err);
	if (rc == RC_OK)
		rc = index_post(store, post_id, audience.side, facts, err);
	return rc;
}

/* Count the posts that the index lacks; with a worker they are indexed, and
 * those that cannot be are counted.  err tells of the last. */
static enum rc
count_missing(
    struct store *store, struct worker *worker, uint64_t *ret, struct err *err)
{
	int64_t ids[POSTS_AT_ONCE];
	int64_t after_id = 0;
	uint64_t n_missing = 0;
	size_t n;

	do {
		enum rc rc =
		    text_missing(store, after_id, POSTS_AT_ONCE, ids, &n, err);

		if (rc != RC_OK)
			return rc;
		for (size_t i = 0; i < n; i++) {
			after_id = ids[i];
			if (worker == NULL ||
			    mend_post(store, worker, ids[i], err) != RC_OK)
				n_missing++;
		}
	} while (n == POSTS_AT_ONCE);
	*ret = n_missing;
	return RC_OK;
}

/* The doctor himself only reads. */
static enum rc
mend(struct doctor *doctor, uint64_t n_missing, struct err *err)
{
	auto_free char *path = site_path(doctor->site, SITE_DATABASE);
	auto_free char *program = child_program("trestle-worker");
	auto_worker struct worker *worker =
	    worker_new(program, &worker_default_limits);
	auto_store struct store *store = NULL;
	uint64_t n_left = 0;
	enum rc rc = store_open(path, STORE_WRITE, &store, err);

	if (rc == RC_OK)
		rc = count_missing(store, worker, &n_left, err);
	if (rc != RC_OK)
		return rc;
	doctor_ok(doctor, "index", "%" PRIu64 " more posts found by search",
	    n_missing - n_left);
	if (n_left > 0)
		doctor_bad(doctor, "index",
		    "%" PRIu64 " posts cannot be indexed, the last: %s", n_left,
		    err->text);
	return RC_OK;
}

static enum rc
check(struct doctor *doctor, struct err *err)
{
	uint64_t n_missing = 0, n_indexed = 0;
	enum rc rc = count_missing(doctor->store, NULL, &n_missing, err);

	if (rc == RC_OK && n_missing > 0 && doctor->is_repairing)
		return mend(doctor, n_missing, err);
	if (rc == RC_OK)
		rc = text_count(doctor->store, &n_indexed, err);
	if (rc != RC_OK)
		return rc;
	if (n_missing > 0)
		doctor_bad(doctor, "index",
		    "%" PRIu64 " posts are not found by search; 'trestle "
		    "doctor --repair' indexes them",
		    n_missing);
	else
		doctor_ok(doctor, "index",
		    "%" PRIu64 " posts, all found by search", n_indexed);
	return RC_OK;
}

void
doctor_check_index(struct doctor *doctor)
{
	struct err err = ERR_INIT;

	if (check(doctor, &err) != RC_OK)
		doctor_bad(doctor, "index", "%s", err.text);
}
