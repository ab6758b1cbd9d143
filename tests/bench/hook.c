/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-hook: one message through the hook and through the floor program,
 * in turn, in the folder given: hook HOOK FLOOR DIR.  DIR holds a site made by
 * bench-hook.sh and a folder `floor'.  Prints medians as figures:
 * `figure NAME VALUE UNIT GOAL ok|short'; a GOAL of `-' is none.
 */
#include <assert.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

enum { N_PAIRS = 300, N_WARM_UP = 20, MESSAGE_BYTES = 8000 };

static const double cpu_goal = 1.3;

struct cost {
	double cpu_ms;
	double wall_ms;
};

extern char **environ;

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
timeval_ms(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

/* A pipe with a whole message in it, as an MTA would hand it over. */
static int
message_pipe(void)
{
	static char message[MESSAGE_BYTES];
	int fds[2];

	memset(message, 'x', sizeof(message));
	for (size_t i = 70; i < sizeof(message); i += 71)
		message[i] = '\n';
	memcpy(message, "Subject: bench\n\n", 16);
	if (pipe2(fds, O_CLOEXEC) != 0 ||
	    write(fds[1], message, sizeof(message)) != MESSAGE_BYTES) {
		perror("pipe");
		exit(EX_OSERR);
	}
	close(fds[1]);
	return fds[0];
}

static struct cost
run(char *const argv[])
{
	posix_spawn_file_actions_t actions;
	struct cost cost;
	struct rusage usage;
	int status, in_fd = message_pipe();
	double start_ms;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in_fd, STDIN_FILENO);
	start_ms = now_ms();
	if (posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) != 0 ||
	    wait4(pid, &status, 0, &usage) != pid || status != 0) {
		fprintf(stderr, "%s failed\n", argv[0]);
		exit(EX_SOFTWARE);
	}
	cost.wall_ms = now_ms() - start_ms;
	cost.cpu_ms = timeval_ms(usage.ru_utime) + timeval_ms(usage.ru_stime);
	posix_spawn_file_actions_destroy(&actions);
	close(in_fd);
	return cost;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values, size_t n)
{
	assert(n > 0);
	qsort(values, n, sizeof(*values), compare);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

int
main(int argc, char **argv)
{
	static double hook_cpu[N_PAIRS], floor_cpu[N_PAIRS];
	static double hook_wall[N_PAIRS], floor_wall[N_PAIRS];
	double hook_ms, floor_ms;

	if (argc != 4 || chdir(argv[3]) != 0)
		return EX_USAGE;
	char *const hook[] = { argv[1], (char[]){ "--site" },
		(char[]){ "site" }, (char[]){ "--sender" },
		(char[]){ "anna@client.example" }, (char[]){ "--submitter" },
		(char[]){ "" }, (char[]){ "--client" }, (char[]){ "192.0.2.7" },
		(char[]){ "--" }, (char[]){ "acme@lists.example.com" }, NULL };
	char *const base[] = { argv[2], (char[]){ "floor" }, NULL };

	for (size_t i = 0; i < N_WARM_UP; i++) {
		run(hook);
		run(base);
	}
	for (size_t i = 0; i < N_PAIRS; i++) {
		struct cost one, other;

		/* Each goes first as often as the other. */
		if (i % 2 == 0) {
			one = run(hook);
			other = run(base);
		} else {
			other = run(base);
			one = run(hook);
		}
		hook_cpu[i] = one.cpu_ms;
		hook_wall[i] = one.wall_ms;
		floor_cpu[i] = other.cpu_ms;
		floor_wall[i] = other.wall_ms;
	}
	hook_ms = median(hook_cpu, N_PAIRS);
	floor_ms = median(floor_cpu, N_PAIRS);
	printf("figure hook-cpu %.3f ms - ok\n", hook_ms);
	printf("figure floor-cpu %.3f ms - ok\n", floor_ms);
	printf("figure hook-cpu-ratio %.2f x %.1f %s\n", hook_ms / floor_ms,
	    cpu_goal, hook_ms / floor_ms <= cpu_goal ? "ok" : "short");
	printf("figure hook-wall %.3f ms - ok\n", median(hook_wall, N_PAIRS));
	printf("figure floor-wall %.3f ms - ok\n", median(floor_wall, N_PAIRS));
	return EX_OK;
}
