/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spent FILE PROGRAM ARGUMENT...: run a program, and write to FILE what it and
 * its children took: cpu seconds (user and system), wall seconds, MiB of the
 * largest process at its peak.  Ends as the program does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int
end_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : EX_SOFTWARE;
}

int
main(int argc, char **argv)
{
	double begin = now();
	struct rusage usage;
	int status;
	FILE *file;
	pid_t pid;

	if (argc < 3)
		return EX_USAGE;
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(EX_UNAVAILABLE);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return EX_OSERR;
	getrusage(RUSAGE_CHILDREN, &usage);
	file = fopen(argv[1], "w");
	if (file == NULL)
		return EX_CANTCREAT;
	fprintf(file, "%.2f %.2f %.0f\n",
	    seconds(usage.ru_utime) + seconds(usage.ru_stime), now() - begin,
	    (double)usage.ru_maxrss / 1024);
	return fclose(file) == 0 ? end_of(status) : EX_IOERR;
}
