/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/errands.h"

#include "lib/base/clock.h"
#include "list-manager/sender.h"

struct errands
errands_of(const struct site *site)
{
	return (struct errands){
		.sender = sender_errand(),
		.web = { .program = "trestle-web",
		    .rest_s = site->web_delay_s },
		.digest = { .program = "trestle-digest",
		    .option = "--due",
		    .rest_s = CLOCK_HOUR_S },
		.is_web_wanted = true,
	};
}

void
errands_reap(struct errands *errands)
{
	errand_reap(&errands->sender);
	errand_reap(&errands->web);
	errand_reap(&errands->digest);
}

void
errands_stop(struct errands *errands)
{
	errand_wait(&errands->sender, true);
	errand_wait(&errands->web, true);
	errand_wait(&errands->digest, true);
}

int64_t
errands_sooner(int64_t a_s, int64_t b_s)
{
	if (a_s < 0 || b_s < 0)
		return a_s < 0 ? b_s : a_s;
	return a_s < b_s ? a_s : b_s;
}

enum rc
errands_poll(struct manager *manager, struct errands *errands,
    int64_t *ret_wait_s, struct err *err)
{
	const struct site *site = manager->site;
	int64_t web_wait_s = -1;
	int64_t digest_wait_s = -1;
	enum rc rc = sender_poll(
	    &errands->sender, site, manager->store, ret_wait_s, err);

	if (rc == RC_OK && errands->is_web_wanted && site->web_delay_s > 0 &&
	    errands->web.pid == 0) {
		rc = errand_start(&errands->web, site, &web_wait_s, err);
		/* What is posted while it runs wants another run. */
		if (errands->web.pid != 0)
			errands->is_web_wanted = false;
	}
	if (rc == RC_OK && site->digest_interval_s > 0)
		rc = errand_start(&errands->digest, site, &digest_wait_s, err);
	*ret_wait_s = errands_sooner(
	    *ret_wait_s, errands_sooner(web_wait_s, digest_wait_s));
	return rc;
}
