/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/sender.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "lib/base/child.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/store/outbox.h"

/* After it failed, so that a broken program is not started in a loop. */
enum { RESTART_MS = 10000 };

static enum rc
start(struct sender *sender, const struct site *site, struct err *err)
{
	auto_free char *program = child_program("trestle-send");
	char name[] = "trestle-send";
	char option[] = "--site";
	char *const argv[] = { name, option, site->dir, NULL };

	return child_start(program, argv, -1, -1, &sender->pid, err);
}

enum rc
sender_poll(struct sender *sender, const struct site *site, struct store *store,
    int64_t *ret_wait_s, struct err *err)
{
	int64_t due_s = 0;
	int64_t rest_ms = sender->not_before_ms - clock_monotonic_ms();
	enum rc rc;

	*ret_wait_s = -1;
	if (sender->pid != 0)
		return RC_OK;
	rc = outbox_next_due(store, &due_s, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	if (sender->has_run) {
		if (rc == RC_NOENT)
			return RC_OK;
		*ret_wait_s = due_s - clock_now_s();
		if (*ret_wait_s > 0)
			return RC_OK;
	}
	if (rest_ms > 0) {
		*ret_wait_s = rest_ms / 1000 + 1;
		return RC_OK;
	}
	*ret_wait_s = -1;
	return start(sender, site, err);
}

bool
sender_reap(struct sender *sender, pid_t pid, int status)
{
	if (sender->pid == 0 || pid != sender->pid)
		return false;
	sender->pid = 0;
	sender->has_run = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (sender->has_run)
		return true;
	log_event("send-failed", "how",
	    WIFSIGNALED(status) ? "killed" : "exit status", NULL);
	sender->not_before_ms = clock_monotonic_ms() + RESTART_MS;
	return true;
}

void
sender_wait(struct sender *sender, bool stop)
{
	int status = 0;
	pid_t pid;

	if (sender->pid == 0)
		return;
	if (stop)
		kill(sender->pid, SIGTERM);
	do
		pid = waitpid(sender->pid, &status, 0);
	while (pid < 0 && errno == EINTR);
	sender_reap(sender, sender->pid, status);
}
