/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/errand.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
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

/* PROGRAM [SUBCOMMAND] --site DIR [OPTION] */
static enum rc
run(struct errand *errand, const struct site *site, struct err *err)
{
	auto_free char *program = child_program(errand->program);
	auto_strv struct strv words = STRV_INIT;
	auto_free char **argv = NULL;

	strv_add(&words, errand->program);
	if (errand->subcommand != NULL)
		strv_add(&words, errand->subcommand);
	strv_add(&words, "--site");
	strv_add(&words, site->dir);
	if (errand->option != NULL)
		strv_add(&words, errand->option);
	argv = mem_zero(words.n + 1, sizeof(*argv));
	memcpy(argv, words.v, words.n * sizeof(*argv));
	return child_start(program, argv, -1, -1, &errand->pid, err);
}

enum rc
errand_start(struct errand *errand, const struct site *site,
    int64_t *ret_wait_s, struct err *err)
{
	int64_t rest_ms = errand->not_before_ms - clock_monotonic_ms();
	enum rc rc;

	*ret_wait_s = -1;
	if (errand->pid != 0)
		return RC_OK;
	if (rest_ms > 0) {
		*ret_wait_s = rest_ms / 1000 + 1;
		return RC_OK;
	}
	rc = run(errand, site, err);
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
