/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/sender.h"

#include "lib/base/clock.h"
#include "lib/store/outbox.h"

struct errand
sender_errand(void)
{
	return (struct errand){ .program = "trestle-send" };
}

enum rc
sender_poll(struct errand *sender, const struct site *site, struct store *store,
    int64_t *ret_wait_s, struct err *err)
{
	int64_t due_s = 0;
	enum rc rc;

	*ret_wait_s = -1;
	if (sender->pid != 0)
		return RC_OK;
	rc = outbox_next_due(store, &due_s, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	/* Only a run to the end leaves no chunk in flight. */
	if (sender->has_run) {
		if (rc == RC_NOENT)
			return RC_OK;
		*ret_wait_s = due_s - clock_now_s();
		if (*ret_wait_s > 0)
			return RC_OK;
	}
	return errand_start(sender, site, ret_wait_s, err);
}
