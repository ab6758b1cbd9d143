/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "tests/tap.h"

/* Each in a child: it ends there. */
static void
ask_alloc(size_t huge)
{
	free(mem_alloc(huge));
}

static void
ask_zero(size_t huge)
{
	free(mem_zero(huge, 2));
}

static void
ask_grow(size_t huge)
{
	free(mem_grow(NULL, huge, 16));
}

static const struct {
	const char *name;
	void (*ask)(size_t huge);
} asks[] = {
	{ "alloc", ask_alloc },
	{ "zero", ask_zero },
	{ "grow, with an overflow", ask_grow },
};

static int
exit_code_of(void (*ask)(size_t))
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		ask(SIZE_MAX / 4);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
check_close(void)
{
	int fd = open("/dev/null", O_RDONLY);

	{
		auto_close int scoped = fd;
		auto_close int none = -1;

		tap_ok(scoped == fd && none == -1, "open in the scope");
		errno = ENOSPC;
	}
	tap_is_int(errno, ENOSPC, "closing keeps errno");
	tap_is_int(fcntl(fd, F_GETFD), -1, "closed behind the scope");
	{
		auto_close int scoped = open("/dev/null", O_RDONLY);

		fd = take_fd(&scoped);
		tap_is_int(scoped, -1, "taken");
	}
	tap_ok(fcntl(fd, F_GETFD) >= 0, "a taken descriptor stays open");
	close(fd);
}

int
main(void)
{
	auto_free char *text = mem_format("%s-%d", "a", 1);
	auto_free char *part = mem_dup_n("abcdef", 3);
	auto_free char *bytes = mem_dup_bytes("a\0b", 4);
	auto_free char *moved = take(text);
	auto_free int *numbers = mem_zero(3, sizeof(*numbers));

	tap_is_string(moved, "a-1", "format");
	tap_is_string(text, NULL, "take leaves NULL");
	tap_is_string(part, "abc", "dup_n");
	tap_is_bytes(bytes, 4, "a\0b", 4, "dup_bytes");
	tap_ok(numbers[0] == 0 && numbers[2] == 0, "zero");
	free(mem_alloc(0));
	free(mem_zero(0, 8));
	free(mem_grow(NULL, 0, 8));
	free(mem_dup_bytes(NULL, 0));
	numbers = mem_grow(numbers, 1000, sizeof(*numbers));
	numbers[999] = 1;
	tap_is_int(numbers[0], 0, "grow keeps what is there");
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		tap_is_int(exit_code_of(asks[i].ask), EX_TEMPFAIL,
		    "out of memory: %s", asks[i].name);
	check_close();
	return tap_done();
}
