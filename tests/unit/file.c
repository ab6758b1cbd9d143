/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *dir, *file, *want;
} joins[] = {
	{ "plain", "/a", "b", "/a/b" },
	{ "a slash already", "/a/", "b", "/a/b" },
	{ "the root", "/", "b", "/b" },
	{ "here", ".", "b", "./b" },
};

static size_t
n_entries(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n - 2;
}

static void
check_replace(void)
{
	auto_free char *dir = file_join(tap_scratch(), "replace");
	auto_free char *path = file_join(dir, "f\xc3\xa9 x");
	auto_buf struct buf got = BUF_INIT(100);
	struct err err = ERR_INIT;
	struct stat st = { 0 };

	tap_is_int(file_make_dir(dir, 0700, &err), RC_OK, "make a folder");
	tap_is_int(file_make_dir(dir, 0700, &err), RC_OK, "which is there");
	tap_is_int(file_load(path, &got, &err), RC_NOENT, "no file yet");
	tap_is_int(file_replace(path, "one", 3, 0640, &err), RC_OK, "make");
	tap_is_int(
	    file_replace(path, "a\0two", 5, 0640, &err), RC_OK, "replace");
	tap_is_int(file_load(path, &got, &err), RC_OK, "load");
	tap_is_bytes(got.data, got.len, "a\0two", 5, "the new bytes");
	stat(path, &st);
	tap_is_int(st.st_mode & 07777, 0640, "the mode");
	tap_is_int((intmax_t)n_entries(dir), 1, "nothing left behind");

	tap_is_int(file_make_dir(path, 0700, &err), RC_TEMP,
	    "no folder where a file is");
	tap_has(err.text, "Not a directory", "which is said");
}

/* What cannot be replaced keeps its bytes, and nothing lies beside it. */
static void
check_failed_replace(void)
{
	auto_free char *dir = file_join(tap_scratch(), "failed");
	auto_free char *path = file_join(dir, "full");
	auto_free char *inner = file_join(path, "inner");
	struct err err = ERR_INIT;

	file_make_dir(dir, 0700, &err);
	file_make_dir(path, 0700, &err);
	tap_is_int(file_replace(path, "x", 1, 0600, &err), RC_TEMP,
	    "a folder is not replaced by a file");
	tap_has(err.text, path, "the sentence names it");
	tap_is_int((intmax_t)n_entries(dir), 1, "nothing left beside it");
	tap_is_int(file_replace("/nonexistent/x", "x", 1, 0600, &err), RC_TEMP,
	    "no folder");
	tap_is_int(file_sync_dir("/nonexistent", &err), RC_TEMP, "nor sync");
	tap_is_int(file_replace(inner, "x", 1, 0600, &err), RC_OK,
	    "while a file in the folder is");
}

static void
check_limits(void)
{
	auto_free char *path = file_join(tap_scratch(), "large");
	auto_buf struct buf exact = BUF_INIT(50000), small = BUF_INIT(49999);
	auto_free char *bytes = mem_zero(50000, 1);
	auto_close int full = open("/dev/full", O_WRONLY);
	struct err err = ERR_INIT;

	file_replace(path, bytes, 50000, 0600, &err);
	tap_is_int(file_load(path, &exact, &err), RC_OK, "the maximum");
	tap_is_int((intmax_t)exact.len, 50000, "all of it");
	tap_is_int(file_load(path, &small, &err), RC_PERM, "one byte more");
	tap_is_string(err.status, "5.3.4", "is too large");
	tap_is_int(file_load(tap_scratch(), &exact, &err), RC_TEMP,
	    "a folder is not read");
	tap_is_int(file_write_all(full, "x", 1, "the device", &err), RC_TEMP,
	    "a full device");
	tap_is_string(err.status, "4.3.1", "is said by the status");
	tap_is_string(err.text,
	    "cannot write the device: No space left on device",
	    "and by the sentence");
}

static void
check_lock(void)
{
	auto_free char *path = file_join(tap_scratch(), "lock");
	struct err err = ERR_INIT;
	int fd = -1, other = -1;

	tap_is_int(file_lock(path, &fd, &err), RC_OK, "lock");
	tap_is_int(file_lock(path, &other, &err), RC_TEMP, "a second time");
	tap_is_int(other, -1, "leaves the descriptor alone");
	tap_has(err.text, "another process holds the lock", "and says why");
	close(fd);
	tap_is_int(file_lock(path, &other, &err), RC_OK, "after its end");
	close(other);
	tap_is_int(
	    file_lock("/nonexistent/lock", &fd, &err), RC_TEMP, "no folder");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
		auto_free char *got = file_join(joins[i].dir, joins[i].file);

		tap_is_string(got, joins[i].want, "join: %s", joins[i].name);
	}
	check_replace();
	check_failed_replace();
	check_limits();
	check_lock();
	return tap_done();
}
