/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-send: hands all that is due to the MTA, then ends.
 *
 * Why it cannot harm the outbox:
 * - One runs at a time (SITE/send.lock).  Whoever has the lock knows that
 *   nobody is sending: what is marked as in flight was left by a crash, and
 *   is recovered before anything is claimed.
 * - The first chunk that meets no server, or one that breaks off, ends the
 *   sending.  It waits by its own number of attempts (backoff.h), all others
 *   that are due wait SEND_PAUSE_S, untried.  So a dead MTA is asked once in
 *   that time, however often we are started; nothing that is due is left, so
 *   whoever starts us by outbox_next_due need not know of it; and a message
 *   at which the MTA breaks off moves behind the others, ever further.
 * - SIGTERM is looked at between transactions, never within one.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>

#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/net/submit.h"
#include "lib/store/outbox.h"
#include "list-manager/send.h"

static const struct option_spec options_list[] = {
	{ "site", "DIR", "the site's folder" },
	{ NULL, NULL, NULL },
};

static const struct command_spec command = {
	.name = "trestle-send",
	.operands = "",
	.meaning = "Hand all mail that is due to the MTA, then end.",
	.options = options_list,
	.usage_exit = EX_USAGE,
};

static sigset_t
stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	return set;
}

/* The signals are blocked: one that came waits until it is asked for. */
static bool
is_asked_to_stop(void)
{
	const struct timespec at_once = { .tv_sec = 0 };
	const sigset_t set = stop_signals();

	return sigtimedwait(&set, NULL, &at_once) > 0;
}

static enum rc
recover(struct store *store, struct err *err)
{
	auto_free char *text = NULL;
	uint64_t n = 0;
	enum rc rc = outbox_recover(store, clock_now_s(), &n, err);

	if (rc != RC_OK || n == 0)
		return rc;
	text = mem_format("%" PRIu64, n);
	log_event("recovered", "chunks", text, "note",
	    "left in flight by a crash: a second copy is possible", NULL);
	return RC_OK;
}

static enum rc
send_all(struct store *store, const struct site *site, struct err *err)
{
	auto_submit struct submit *submit = submit_new(site->smtp_server);
	enum send_outcome outcome = SEND_ANSWERED;
	enum rc rc = RC_OK;

	while (rc == RC_OK && outcome == SEND_ANSWERED && !is_asked_to_stop())
		rc =
		    send_next(store, submit, site->retry_time_s, &outcome, err);
	if (rc == RC_OK && outcome == SEND_BROKEN)
		rc = send_postpone(store, err);
	return rc;
}

static enum rc
run(const char *dir, struct err *err)
{
	auto_site struct site *site = NULL;
	auto_store struct store *store = NULL;
	auto_free char *database = NULL;
	auto_free char *lock_path = NULL;
	auto_close int lock = -1;
	enum rc rc = site_open(dir, &site, err);

	if (rc != RC_OK)
		return rc;
	lock_path = site_path(site, SITE_SEND_LOCK);
	rc = file_lock(lock_path, &lock, err);
	if (rc != RC_OK)
		return rc;
	database = site_path(site, SITE_DATABASE);
	rc = store_open(database, STORE_WRITE, &store, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "4.3.5",
		    "there is no %s; run trestle init", database);
	if (rc != RC_OK)
		return rc;
	rc = recover(store, err);
	if (rc != RC_OK)
		return rc;
	return send_all(store, site, err);
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&command, argc, argv);
	const sigset_t stop = stop_signals();
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) != 0)
		options_misuse(&command, "no operands, please");
	umask(077);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	rc = run(site_default_dir(options_get(options, "site")), &err);
	if (rc != RC_OK)
		log_error("send", &err);
	return err_exit_code(rc);
}
