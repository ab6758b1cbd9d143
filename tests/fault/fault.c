/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libfault.so: makes one durable system call of a program fail, or ends the
 * program there.  Preloaded; all is told by the environment:
 *
 *	LD_PRELOAD=.../tests/fault/libfault.so
 *	FAULT_CALL=fsync    open write fsync rename link unlink mkdir
 *	                    truncate, or any (the default)
 *	FAULT_NTH=2         the second such call, counted from 1 in each
 *	                    process; 0 (the default): none
 *	FAULT_DO=ENOSPC     one of the errors below: the call does nothing
 *	                    and fails with it
 *	    short           a write writes half of its bytes (at least one)
 *	    kill            SIGKILL instead of the call
 *	    kill-after      SIGKILL once the call has been made
 *	FAULT_PATH=/spool/  count only calls on files with this in their path
 *	FAULT_PROGRAM=trestle-manager
 *	                    count only in the program of this name: children
 *	                    inherit the environment
 *	FAULT_ONCE=FILE     strike only if FILE is not there, and make it: for
 *	                    a program that is started again
 *	FAULT_LOG=FILE      append a line `PROGRAM CALL PATH' for each counted
 *	                    call, with ` FAULT' behind it where it struck; with
 *	                    FAULT_NTH=0 this tells how many calls there are to
 *	                    fail, and how many fsyncs a program makes
 *
 * Counted: open (for writing or making; openat, creat too), write (pwrite,
 * writev), fsync (fdatasync too), rename (renameat, renameat2), link
 * (linkat), unlink (unlinkat, remove is not), mkdir (mkdirat), truncate
 * (ftruncate), on files and folders: pipes, sockets and devices are let
 * through uncounted.  Calls that stdio or the dynamic loader make inside
 * the C library are not seen, nor those of a static program.
 *
 * A test walks all faults with: for n in 1..(lines of the log).  The state
 * of a preloaded library has nowhere to be but in globals.
 */
#include "tests/fault/fault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long n_counted;

static const struct {
	const char *name;
	int number;
} errors[] = {
	{ "EACCES", EACCES },
	{ "EDQUOT", EDQUOT },
	{ "EEXIST", EEXIST },
	{ "EINTR", EINTR },
	{ "EINVAL", EINVAL },
	{ "EIO", EIO },
	{ "EMFILE", EMFILE },
	{ "ENOENT", ENOENT },
	{ "ENOSPC", ENOSPC },
	{ "EROFS", EROFS },
};

static const char *
setting(const char *name, const char *initial)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : initial;
}

static void
end_here(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
}

/* The path of a descriptor, "" when it has none in the file system. */
static void
path_of_fd(int fd, char ret[PATH_MAX])
{
	struct stat st;
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, ret, PATH_MAX - 1);
	ret[n > 0 ? n : 0] = '\0';
	/* A pipe, a socket, a terminal: not ours to break. */
	if (ret[0] != '/' || fstat(fd, &st) != 0 || S_ISCHR(st.st_mode))
		ret[0] = '\0';
}

/* The path that a call names, with the folder that it is relative to. */
static void
path_of_name(int dir_fd, const char *name, char ret[PATH_MAX])
{
	size_t n = 0;

	ret[0] = '\0';
	if (name[0] != '/' && dir_fd != AT_FDCWD) {
		path_of_fd(dir_fd, ret);
		n = strlen(ret);
	}
	snprintf(ret + n, PATH_MAX - n, "%s%s", n > 0 ? "/" : "", name);
}

static void
write_log(const char *call, const char *path, bool strikes)
{
	const char *file = setting("FAULT_LOG", NULL);
	char line[PATH_MAX + 200];
	int n, fd;

	if (file == NULL)
		return;
	n = snprintf(line, sizeof(line), "%s %s %s%s\n",
	    program_invocation_short_name, call, path, strikes ? " FAULT" : "");
	fd = (int)syscall(SYS_openat, AT_FDCWD, file,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd >= 0) {
		syscall(SYS_write, fd, line, (size_t)n);
		close(fd);
	}
}

static bool
is_first_strike(void)
{
	const char *file = setting("FAULT_ONCE", NULL);
	int fd;

	if (file == NULL)
		return true;
	fd = (int)syscall(SYS_openat, AT_FDCWD, file,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static enum fate
strike(void)
{
	const char *action = setting("FAULT_DO", "EIO");

	if (strcmp(action, "kill") == 0)
		end_here();
	if (strcmp(action, "kill-after") == 0)
		return FATE_KILL_AFTER;
	if (strcmp(action, "short") == 0)
		return FATE_SHORT;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (strcmp(action, errors[i].name) == 0) {
			errno = errors[i].number;
			return FATE_FAIL;
		}
	}
	/* A misspelt test must not pass. */
	abort();
}

/* What becomes of this call. */
static enum fate
fate_of(const char *call, const char *path)
{
	const char *wanted = setting("FAULT_CALL", "any");
	const char *program = setting("FAULT_PROGRAM", NULL);
	int saved_errno = errno;
	bool strikes;

	if (path[0] == '\0' ||
	    (strcmp(wanted, "any") != 0 && strcmp(wanted, call) != 0) ||
	    strstr(path, setting("FAULT_PATH", "")) == NULL ||
	    (program != NULL &&
		strcmp(program, program_invocation_short_name) != 0))
		return FATE_GO;
	strikes = __atomic_add_fetch(&n_counted, 1, __ATOMIC_RELAXED) ==
		atol(setting("FAULT_NTH", "0")) &&
	    is_first_strike();
	write_log(call, path, strikes);
	errno = saved_errno;
	return strikes ? strike() : FATE_GO;
}

enum fate
fate_of_fd(const char *call, int fd)
{
	char path[PATH_MAX];
	int saved_errno = errno;

	path_of_fd(fd, path);
	errno = saved_errno;
	return fate_of(call, path);
}

enum fate
fate_of_name(const char *call, int dir_fd, const char *name)
{
	char path[PATH_MAX];

	path_of_name(dir_fd, name, path);
	return fate_of(call, path);
}

long
after(enum fate fate, long result)
{
	if (fate == FATE_KILL_AFTER)
		end_here();
	return result;
}
