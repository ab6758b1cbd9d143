/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/errand.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "lib/base/child.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"

/* After it failed, so that a broken program is not started in a loop. */
enum { FAILURE_REST_S = 10 };

static void
rest(struct errand *errand, int64_t rest_s)
{
	errand->not_before_ms = clock_monotonic_ms() + rest_s * 1000;
}

enum rc
errand_start(struct errand *errand, const struct site *site,
    int64_t *ret_wait_s, struct err *err)
{
	auto_free char *program = child_program(errand->program);
	auto_free char *name = mem_dup(errand->program);
	auto_free char *option =
	    errand->option != NULL ? mem_dup(errand->option) : NULL;
	char site_option[] = "--site";
	char *const argv[] = { name, site_option, site->dir, option, NULL };
	int64_t rest_ms = errand->not_before_ms - clock_monotonic_ms();
	enum rc rc;

	*ret_wait_s = -1;
	if (errand->pid != 0)
		return RC_OK;
	if (rest_ms > 0) {
		*ret_wait_s = rest_ms / 1000 + 1;
		return RC_OK;
	}
	rc = child_start(program, argv, -1, -1, &errand->pid, err);
	if (rc != RC_OK)
		rest(errand, FAILURE_REST_S);
	return rc;
}

static void
ended(struct errand *errand, int status)
{
	errand->pid = 0;
	errand->has_run = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	rest(errand, errand->has_run ? errand->rest_s : FAILURE_REST_S);
	if (!errand->has_run)
		log_event("errand-failed", "program", errand->program, "how",
		    WIFSIGNALED(status) ? "killed" : "exit status", NULL);
}

void
errand_reap(struct errand *errand)
{
	int status = 0;

	if (errand->pid != 0 &&
	    waitpid(errand->pid, &status, WNOHANG) == errand->pid)
		ended(errand, status);
}

void
errand_wait(struct errand *errand, bool stop)
{
	int status = 0;
	pid_t pid;

	if (errand->pid == 0)
		return;
	if (stop)
		kill(errand->pid, SIGTERM);
	do
		pid = waitpid(errand->pid, &status, 0);
	while (pid < 0 && errno == EINTR);
	ended(errand, status);
}
