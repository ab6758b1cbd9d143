/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/errands.h"

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "list-manager/sender.h"

struct errands
errands_of(const struct site *site)
{
	return (struct errands){
		.sender = sender_errand(),
		.web = { .program = "trestle-web",
		    .subcommand = "web",
		    .rest_s = site->web_delay_s },
		.digest = { .program = "trestle-digest",
		    .subcommand = "digest",
		    .option = "--due",
		    .rest_s = CLOCK_HOUR_S },
		.is_web_wanted = true,
	};
}

void
errands_reap(struct errands *errands)
{
	bool was_building = errands->web.pid != 0;

	errand_reap(&errands->sender);
	errand_reap(&errands->web);
	errand_reap(&errands->digest);
	/* What a failed build left out is wanted still. */
	if (was_building && errands->web.pid == 0 && !errands->web.has_run)
		errands->is_web_wanted = true;
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

/* Pages and digests wait for better times; mail does not wait for them. */
static int64_t
try_errand(struct errand *errand, const struct site *site)
{
	struct err err = ERR_INIT;
	int64_t wait_s = -1;

	if (errand_start(errand, site, &wait_s, &err) != RC_OK)
		log_error(errand->program, &err);
	return wait_s;
}

enum rc
errands_poll(struct manager *manager, struct errands *errands,
    int64_t *ret_wait_s, struct err *err)
{
	const struct site *site = manager->site;
	enum rc rc = sender_poll(
	    &errands->sender, site, manager->store, ret_wait_s, err);

	if (errands->is_web_wanted && site->web_delay_s > 0 &&
	    errands->web.pid == 0) {
		*ret_wait_s = errands_sooner(
		    *ret_wait_s, try_errand(&errands->web, site));
		/* What is posted while it runs wants another run. */
		errands->is_web_wanted = errands->web.pid == 0;
	}
	if (site->digest_interval_s > 0)
		*ret_wait_s = errands_sooner(
		    *ret_wait_s, try_errand(&errands->digest, site));
	return rc;
}
