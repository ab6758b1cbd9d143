/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Import: messages of a mail store become posts of one audience.
 *
 * I1  The order of the store is the order of acceptance.
 * I2  A post is accepted at the date its message has, between 1990 and now:
 *     nobody is told by a digest that a mail of ten years ago is new.  One
 *     without a date comes when the store says, or with the one before it.
 * I3  Nothing is sent to anybody, held, or answered: those who read the old
 *     list have had it all.
 * I4  A message whose bytes are a post of the audience already, however it
 *     came, is passed over: an import can be repeated after a crash.
 * I5  A message that cannot be posted is told with its place and undone by
 *     itself; the others of its batch stay.
 * I6  What is posted is taken in as well (intake.h), so that the count of the
 *     site's mail comes out even.
 */
#ifndef ARCHIVER_IMPORT_H
#define ARCHIVER_IMPORT_H

#include "archiver/found.h"
#include "archiver/source.h"
#include "archiver/subject.h"
#include "lib/base/strv.h"
#include "lib/mail/worker.h"
#include "lib/store/list.h"
#include "lib/store/store.h"

enum {
	IMPORT_WORKERS = 2,
	IMPORT_BATCH = 100, /* messages in one transaction */
	IMPORT_BATCH_BYTES = 32 * 1024 * 1024, /* or so many bytes of them */
};

struct import {
	struct store *store;
	struct subjects *subjects;
	struct worker *workers[IMPORT_WORKERS];
	const struct list *list;
	enum side side; /* SIDE_CLIENT: into the shared audience */
	const char *domain; /* for messages without an id */
	int64_t now_s;
	int64_t last_s; /* when the post before was accepted; begin with 0 */

	uint64_t n_posted, n_known, n_bad;
};

/* Take the next batch out of the source.  Appends a line to ret_problems for
 * each message that is bad.  RC_NOENT when the source was at its end; RC_TEMP
 * and RC_PERM when the import cannot go on, with nothing of the batch done. */
enum rc import_batch(struct import *import, struct source *source,
    struct strv *ret_problems, struct err *err);

#endif
