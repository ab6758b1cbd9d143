/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"

char *
child_program(const char *name)
{
	const char *folder = getenv("TRESTLE_LIBEXEC");

	return file_join(folder != NULL ? folder : TRESTLE_LIBEXECDIR, name);
}

/* A duplicate above the standard descriptors, so that the dup2 calls cannot
 * step on each other. */
static int
open_high(int fd, int flags)
{
	auto_close int null = -1;

	if (fd < 0)
		fd = null = open("/dev/null", flags | O_CLOEXEC);
	if (fd < 0)
		return -1;
	return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

/* A program starts with no signal blocked or ignored, whatever its parent
 * does with signalfd and SIGPIPE. */
static void
reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		(void)signal(number, SIG_DFL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Runs in the child: returns only on failure, with errno. */
static void
become(const char *program, char *const argv[], int in_fd, int out_fd,
    pid_t parent)
{
	reset_signals();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return;
	/* The parent may have died before prctl. */
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	if (dup2(in_fd, STDIN_FILENO) < 0 || dup2(out_fd, STDOUT_FILENO) < 0)
		return;
	execv(program, argv);
}

/* The pipe closes at exec; an errno in it says why there was none. */
static enum rc
wait_for_exec(int fd, pid_t pid, const char *program, struct err *err)
{
	int failure = 0;
	ssize_t n;

	do
		n = read(fd, &failure, sizeof(failure));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return RC_OK;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	errno = failure;
	return err_errno(err, "cannot start %s", program);
}

enum rc
child_start(const char *program, char *const argv[], int in_fd, int out_fd,
    pid_t *ret, struct err *err)
{
	auto_close int in = open_high(in_fd, O_RDONLY);
	auto_close int out = open_high(out_fd, O_WRONLY);
	auto_close int result = -1, report = -1;
	pid_t parent = getpid();
	pid_t pid;
	int ends[2];
	enum rc rc;

	if (in < 0 || out < 0 || pipe2(ends, O_CLOEXEC) != 0)
		return err_errno(err, "cannot start %s", program);
	result = ends[0];
	report = ends[1];
	pid = fork();
	if (pid < 0)
		return err_errno(err, "cannot start %s", program);
	if (pid == 0) {
		become(program, argv, in, out, parent);
		(void)file_write_all(report, &errno, sizeof(errno), "", NULL);
		_exit(EXIT_FAILURE);
	}
	close(take_fd(&report));
	rc = wait_for_exec(result, pid, program, err);
	if (rc != RC_OK)
		return rc;
	*ret = pid;
	return RC_OK;
}
