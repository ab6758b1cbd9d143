/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/child.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static char sh[] = "sh", dash_c[] = "-c";

static enum rc
start_shell(char *script, int in_fd, int out_fd, pid_t *ret, struct err *err)
{
	char *argv[] = { sh, dash_c, script, NULL };

	return child_start("/bin/sh", argv, in_fd, out_fd, ret, err);
}

static int
end_of(pid_t pid)
{
	int status = 0;

	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}

static void
check_pipes(void)
{
	char script[] = "tr a-z A-Z; exit 7";
	auto_buf struct buf got = BUF_INIT(1000);
	struct err err = ERR_INIT;
	int in[2], out[2];
	pid_t pid = 0;

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return;
	tap_is_int(
	    start_shell(script, in[0], out[1], &pid, &err), RC_OK, "start");
	close(in[0]);
	close(out[1]);
	file_write_all(in[1], "hello", 5, "the pipe", &err);
	close(in[1]);
	file_read_all(out[0], &got, "the pipe", &err);
	close(out[0]);
	tap_is_string(buf_string(&got), "HELLO", "its input and output");
	tap_is_int(end_of(pid), 7, "its exit code");
}

/* A file read and written by descriptors that stand the other way round. */
static void
check_swapped(void)
{
	auto_free char *path = file_join(tap_scratch(), "swapped");
	char script[] = "read line && echo got $line >&1";
	auto_buf struct buf got = BUF_INIT(1000);
	struct err err = ERR_INIT;
	pid_t pid = fork();

	if (pid == 0) {
		pid_t grandchild;

		file_replace(path, "text\n", 5, 0600, &err);
		close(0);
		close(1);
		if (open(path, O_WRONLY | O_APPEND) != 0 ||
		    open(path, O_RDONLY) != 1)
			_exit(1);
		if (start_shell(script, 1, 0, &grandchild, &err) != RC_OK)
			_exit(2);
		_exit(end_of(grandchild));
	}
	tap_is_int(end_of(pid), 0, "swapped descriptors");
	file_load(path, &got, &err);
	tap_is_string(buf_string(&got), "text\ngot text\n", "do not collide");
}

static void
check_nothing_given(void)
{
	char script[] = "test \"$(cat)\" = '' && echo lost && "
			"test \"$(ls /proc/self/fd | wc -l)\" = 4";
	char signals[] = "kill -PIPE $$; exit 0";
	struct err err = ERR_INIT;
	auto_close int leak = open("/dev/null", O_RDONLY | O_CLOEXEC);
	sigset_t all;
	pid_t pid = 0;

	sigfillset(&all);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &all, NULL);
	tap_is_int(start_shell(script, -1, -1, &pid, &err), RC_OK,
	    "start without descriptors");
	tap_ok(leak >= 0 && end_of(pid) == 0,
	    "/dev/null for both, and no other is inherited");
	tap_is_int(start_shell(signals, -1, -1, &pid, &err), RC_OK,
	    "start with all signals blocked");
	tap_is_int(end_of(pid), 1000, "the child has none blocked or ignored");
	sigprocmask(SIG_UNBLOCK, &all, NULL);
	signal(SIGPIPE, SIG_DFL);
}

static void
check_failure(void)
{
	char *argv[] = { sh, NULL };
	struct err err = ERR_INIT;
	pid_t pid = 77;

	tap_is_int(child_start("/nonexistent/sh", argv, -1, -1, &pid, &err),
	    RC_TEMP, "no such program");
	tap_is_string(err.text,
	    "cannot start /nonexistent/sh: No such file or directory",
	    "the sentence");
	tap_is_int(pid, 77, "*ret untouched");
	tap_is_int(waitpid(-1, NULL, WNOHANG), -1, "no child is left");
}

/* The orphan would live for minutes: the end of its pipe tells that it is
 * dead. */
static void
check_parent_death(void)
{
	char script[] = "exec sleep 300";
	struct err err = ERR_INIT;
	auto_buf struct buf got = BUF_INIT(10);
	int ends[2];
	pid_t parent;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	parent = fork();
	if (parent == 0) {
		pid_t pid;

		_exit(start_shell(script, -1, ends[1], &pid, &err));
	}
	close(ends[1]);
	tap_is_int(end_of(parent), RC_OK, "the parent ends");
	alarm(60);
	file_read_all(ends[0], &got, "the pipe", &err);
	alarm(0);
	close(ends[0]);
	tap_is_int((intmax_t)got.len, 0, "its child with it");
}

int
main(void)
{
	auto_free char *installed = NULL;
	auto_free char *program = NULL;

	setenv("TRESTLE_LIBEXEC", "/build/libexec", 1);
	program = child_program("trestle-worker");
	tap_is_string(program, "/build/libexec/trestle-worker",
	    "the environment says where");
	unsetenv("TRESTLE_LIBEXEC");
	installed = child_program("trestle-worker");
	tap_has(installed, "/trestle/trestle-worker", "else the installation");
	fflush(stdout);
	/* Whatever we inherited ourselves is not ours to judge. */
	close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
	check_pipes();
	check_swapped();
	check_nothing_given();
	check_failure();
	check_parent_death();
	return tap_done();
}
