/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/serve.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/store/hold.h"
#include "list-manager/addresses.h"
#include "list-manager/batch.h"
#include "list-manager/holding.h"
#include "list-manager/errands.h"
#include "list-manager/sender.h"

enum {
	LOOK_ENTRIES = 2000, /* decided before anything else is looked at */
	WAIT_MAX_S = 60, /* deadlines are looked at once a minute */
	TROUBLE_WAIT_S = 5 /* after a failure of the machine */
};

static enum rc
expire_holds(struct manager *manager, struct err *err)
{
	int64_t now_s = clock_now_s();
	int64_t deadline_s = 0;
	enum rc rc = hold_next_deadline(manager->store, &deadline_s, err);

	if (rc == RC_NOENT || (rc == RC_OK && deadline_s > now_s))
		return RC_OK;
	if (rc == RC_OK)
		rc = store_begin(manager->store, err);
	if (rc != RC_OK)
		return rc;
	rc = holding_expire(manager, now_s, err);
	if (rc == RC_OK)
		return store_commit(manager->store, err);
	store_rollback(manager->store);
	return rc;
}

/* The oldest entries that wait, then what has passed its deadline.  The
 * folder is read once for many batches, so that a long queue costs little
 * more an entry; *ret_more says that it may hold more. */
static enum rc
decide_waiting(struct manager *manager, bool *ret_more, struct err *err)
{
	auto_strv struct strv names = STRV_INIT;
	size_t pos = 0;
	size_t n_decided = 0;
	enum rc rc = spool_list(manager->spool, LOOK_ENTRIES, &names, err);

	while (rc == RC_OK && pos < names.n)
		rc = batch_decide(manager, &names, &pos, &n_decided, err);
	*ret_more = n_decided > 0;
	return rc == RC_OK ? expire_holds(manager, err) : rc;
}

enum rc
deliver(struct manager *manager, struct err *err)
{
	struct errand sender = sender_errand();
	bool has_more = true;
	int64_t wait_s;
	enum rc rc = spool_sweep(manager->spool, err);

	while (rc == RC_OK && has_more)
		rc = decide_waiting(manager, &has_more, err);
	if (rc == RC_OK)
		rc = sender_poll(
		    &sender, manager->site, manager->store, &wait_s, err);
	errand_wait(&sender, false);
	return rc;
}

/* Signals as a descriptor, so that one poll waits for everything. */
static int
open_signals(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool
take_signals(int signal_fd, struct errands *errands)
{
	struct signalfd_siginfo info;
	bool stops = false;

	/* The worker's own code waits for the worker. */
	while (read(signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			errands_reap(errands);
		else
			stops = true;
	}
	return stops;
}

/* One round of work; *ret_wait_s is how long nothing is due then. */
static void
work(struct manager *manager, struct errands *errands, int64_t *ret_wait_s)
{
	struct err err = ERR_INIT;
	int64_t errands_wait_s = -1;
	bool has_more = false;
	enum rc rc = decide_waiting(manager, &has_more, &err);

	if (rc != RC_OK)
		log_error("decide", &err);
	errands->is_web_wanted = errands->is_web_wanted || has_more;
	/* Trouble in deciding is none for what is decided already. */
	if (errands_poll(manager, errands, &errands_wait_s, &err) != RC_OK) {
		log_error("send", &err);
		rc = RC_TEMP;
	}
	*ret_wait_s = errands_sooner(has_more ? 0 : WAIT_MAX_S, errands_wait_s);
	if (rc != RC_OK)
		*ret_wait_s = TROUBLE_WAIT_S;
}

enum rc
serve(struct manager *manager, struct err *err)
{
	auto_close int signal_fd = open_signals();
	struct errands errands = errands_of(manager->site);
	struct pollfd wake[2] = { { .events = POLLIN }, { .events = POLLIN } };
	bool stops = false;
	enum rc rc;

	if (signal_fd < 0)
		return err_errno(err, "signalfd");
	wake[0].fd = signal_fd;
	rc = spool_watch(manager->spool, &wake[1].fd, err);
	if (rc == RC_OK)
		rc = spool_sweep(manager->spool, err);
	if (rc == RC_OK)
		rc = addresses_publish(manager->store, manager->site, err);
	if (rc != RC_OK)
		return rc;
	log_event("start", "site", manager->site->dir, NULL);
	while (!stops) {
		int64_t wait_s;

		/* Drained before the work: what arrives during it wakes us. */
		spool_watch_drain(manager->spool);
		work(manager, &errands, &wait_s);
		poll(wake, 2, (int)(wait_s * 1000));
		stops = take_signals(signal_fd, &errands);
	}
	errands_stop(&errands);
	log_event("stop", "site", manager->site->dir, NULL);
	return RC_OK;
}
