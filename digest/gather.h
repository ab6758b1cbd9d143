/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a view to a digest.
 */
#ifndef DIGEST_GATHER_H
#define DIGEST_GATHER_H

#include "digest/digest.h"
#include "lib/base/clock.h"
#include "lib/mail/worker.h"
#include "lib/store/view.h"

enum {
	GATHER_FIRST_S = 7 * CLOCK_DAY_S, /* what the first digest tells */
	GATHER_WAIT_S = 30 * CLOCK_DAY_S, /* how long a question is shown */
};

struct gathering {
	struct view *view;
	const char *view_name;
	const char *archive_url; /* "" for none */
	struct worker *worker;
	int64_t since_s, until_s;
};

/* What is new in the view since since_s, and which questions wait.  RC_NOENT
 * when nothing is new. */
enum rc digest_gather(
    const struct gathering *gathering, struct digest *ret, struct err *err);

#endif
