/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *value, *want;
} values[] = {
	{ "plain", "acme/shared", "key=acme/shared" },
	{ "empty", "", "key=\"\"" },
	{ "space", "a b", "key=\"a b\"" },
	{ "quote", "a\"b", "key=\"a\\\"b\"" },
	{ "backslash", "a\\nb", "key=\"a\\\\nb\"" },
	{ "equals", "a=b", "key=\"a=b\"" },
	{ "line end", "a\npost id=x", "key=\"a\\x0apost id=x\"" },
	{ "escape", "\033[2J", "key=\"\\x1b[2J\"" },
	{ "UTF-8", "caf\xc3\xa9", "key=caf\xc3\xa9" },
};

/* Standard error goes to a file from here on. */
static char *
divert(void)
{
	char *path = file_join(tap_scratch(), "log");
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);

	dup2(fd, STDERR_FILENO);
	close(fd);
	return path;
}

/* What was logged since, without the time, the program and its line end. */
static char *
logged(const char *path)
{
	auto_buf struct buf text = BUF_INIT(100000);
	char *begin, *end;

	file_load(path, &text, NULL);
	if (truncate(path, 0) != 0 || text.len == 0)
		return mem_dup("(nothing)");
	begin = strstr(text.data, "]: ");
	end = text.data + text.len - 1;
	if (begin == NULL || *end != '\n')
		return mem_dup(text.data);
	*end = '\0';
	return mem_dup(begin + 3);
}

static void
check_prefix(const char *path)
{
	auto_free char *clock = file_join(tap_scratch(), "clock");
	auto_free char *want =
	    mem_format("2026-11-23T11:19:00Z %s[%ld]: start\n",
		program_invocation_short_name, (long)getpid());
	auto_buf struct buf text = BUF_INIT(1000);

	file_replace(clock, "1795432740\n", 11, 0600, NULL);
	setenv("TRESTLE_CLOCK", clock, 1);
	log_event("start", NULL);
	unsetenv("TRESTLE_CLOCK");
	file_load(path, &text, NULL);
	tap_is_string(buf_string(&text), want, "time, program, process");
	free(logged(path));
}

static void
check_length(const char *path)
{
	char huge[10000];
	struct stat st = { 0 };
	auto_free char *line = NULL;

	memset(huge, '\033', sizeof(huge) - 1);
	huge[sizeof(huge) - 1] = '\0';
	log_event("post", "a", huge, "b", huge, "c", "d", NULL);
	stat(path, &st);
	tap_ok(st.st_size > 0 && st.st_size <= 4096,
	    "a line of at most 4096 bytes");
	line = logged(path);
	tap_ok(strncmp(line, "post", 4) == 0 && strchr(line, '\n') == NULL,
	    "one line still");
}

int
main(void)
{
	auto_free char *path = divert();
	auto_free char *line = NULL;
	struct err err = ERR_INIT;

	check_prefix(path);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		auto_free char *want = mem_format("event %s", values[i].want);
		auto_free char *got = NULL;

		log_event("event", "key", values[i].value, NULL);
		got = logged(path);
		tap_is_string(got, want, "value: %s", values[i].name);
	}
	log_event("event", "a", "1", "none", NULL, "b", "2", NULL);
	line = logged(path);
	tap_is_string(line, "event a=1 b=2", "NULL is left out with its key");
	free(line);
	err_set(&err, RC_PERM, "5.3.5", "no such list");
	log_error("cannot deliver", &err);
	line = logged(path);
	tap_is_string(line,
	    "error what=\"cannot deliver\" status=5.3.5 "
	    "text=\"no such list\"",
	    "an error");
	check_length(path);
	return tap_done();
}
