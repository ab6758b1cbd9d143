/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * D1  A file is complete and has its time before it has its name.
 * D2  One builder at a time holds the lock of the web state, so the name of
 *     the file in the making is always the same: what crashed here before is
 *     written over.
 * D3  Nothing is synced one by one: docroot_sync comes before the state that
 *     says it was done, and a build that was cut is done again.
 */
#include "web-archive/docroot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"

#define IN_THE_MAKING ".new"

enum { FILE_MODE = 0640, FOLDER_MODE = 0750 };

enum rc
docroot_open(
    const char *dir, bool remembers, struct docroot *ret, struct err *err)
{
	enum rc rc = file_make_dir(dir, FOLDER_MODE, err);

	if (rc != RC_OK)
		return rc;
	*ret = (struct docroot){ .dir = mem_dup(dir), .remembers = remembers };
	return RC_OK;
}

void
docroot_release(struct docroot *docroot)
{
	free(docroot->dir);
	strv_release(&docroot->put);
	*docroot = (struct docroot){ .dir = NULL };
}

/* The folders in front of the last slash of a path. */
static enum rc
make_folders(const struct docroot *docroot, const char *path, struct err *err)
{
	for (const char *slash = strchr(path, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		auto_free char *part = mem_dup_n(path, (size_t)(slash - path));
		auto_free char *folder = file_join(docroot->dir, part);
		enum rc rc = file_make_dir(folder, FOLDER_MODE, err);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static void
set_times(struct timespec times[2], int64_t time_s)
{
	times[0] = times[1] = (struct timespec){ .tv_sec = (time_t)time_s };
}

static enum rc
write_new(const char *path, const void *bytes, size_t n_bytes, int64_t time_s,
    struct err *err)
{
	auto_close int fd =
	    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
	struct timespec times[2];
	enum rc rc;

	if (fd < 0)
		return err_errno(err, "cannot create %s", path);
	rc = file_write_all(fd, bytes, n_bytes, path, err);
	if (rc != RC_OK)
		return rc;
	set_times(times, time_s);
	if (futimens(fd, times) != 0)
		return err_errno(err, "cannot set the time of %s", path);
	return RC_OK;
}

/* Bring the time of what stands at path to time_s. */
static enum rc
correct_time(const char *path, int64_t time_s, struct err *err)
{
	struct timespec times[2];
	struct stat st;

	if (stat(path, &st) == 0 && st.st_mtim.tv_sec == time_s &&
	    st.st_mtim.tv_nsec == 0)
		return RC_OK;
	set_times(times, time_s);
	if (utimensat(AT_FDCWD, path, times, 0) != 0 && errno != ENOENT)
		return err_errno(err, "cannot set the time of %s", path);
	return RC_OK;
}

static bool
has_bytes(const char *path, const void *bytes, size_t n_bytes)
{
	auto_buf struct buf there = BUF_INIT(n_bytes);
	struct stat st;

	if (stat(path, &st) != 0 || st.st_size < 0 ||
	    (size_t)st.st_size != n_bytes)
		return false;
	return file_load(path, &there, NULL) == RC_OK && there.len == n_bytes &&
	    memcmp(buf_string(&there), bytes, n_bytes) == 0;
}

enum rc
docroot_put(struct docroot *docroot, const char *path, const void *bytes,
    size_t n_bytes, int64_t time_s, struct err *err)
{
	auto_free char *whole = file_join(docroot->dir, path);
	auto_free char *new = file_join(docroot->dir, IN_THE_MAKING);
	enum rc rc;

	if (docroot->remembers)
		strv_add(&docroot->put, path);
	if (has_bytes(whole, bytes, n_bytes)) {
		docroot->n_kept++;
		return correct_time(whole, time_s, err);
	}
	rc = make_folders(docroot, path, err);
	if (rc == RC_OK)
		rc = write_new(new, bytes, n_bytes, time_s, err);
	if (rc != RC_OK)
		return rc;
	if (rename(new, whole) != 0)
		return err_errno(err, "cannot rename %s to %s", new, whole);
	docroot->n_written++;
	return RC_OK;
}

bool
docroot_keeps(struct docroot *docroot, const char *path, size_t n_bytes,
    const char *sha256_text, int64_t time_s)
{
	auto_free char *whole = file_join(docroot->dir, path);
	auto_buf struct buf there = BUF_INIT(DOCROOT_FILE_BYTES);
	unsigned char hash[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];

	if (file_load(whole, &there, NULL) != RC_OK || there.len != n_bytes)
		return false;
	sha256(buf_string(&there), there.len, hash);
	sha256_hex(hash, hex);
	if (strcmp(hex, sha256_text) != 0 ||
	    correct_time(whole, time_s, NULL) != RC_OK)
		return false;
	if (docroot->remembers)
		strv_add(&docroot->put, path);
	docroot->n_kept++;
	return true;
}

enum rc
docroot_load(const struct docroot *docroot, const char *path, struct buf *ret,
    struct err *err)
{
	auto_free char *whole = file_join(docroot->dir, path);

	return file_load(whole, ret, err);
}

enum rc
docroot_remove(struct docroot *docroot, const char *path, struct err *err)
{
	auto_free char *whole = file_join(docroot->dir, path);

	if (unlink(whole) == 0) {
		docroot->n_removed++;
		return RC_OK;
	}
	if (errno == ENOENT)
		return RC_NOENT;
	return err_errno(err, "cannot remove %s", whole);
}

enum rc
docroot_set_time(const struct docroot *docroot, const char *path,
    int64_t time_s, struct err *err)
{
	auto_free char *whole = path[0] != '\0' ? file_join(docroot->dir, path)
						: mem_dup(docroot->dir);

	return correct_time(whole, time_s, err);
}

enum rc
docroot_sync(const struct docroot *docroot, struct err *err)
{
	auto_close int fd =
	    open(docroot->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s", docroot->dir);
	if (syncfs(fd) != 0)
		return err_errno(err, "cannot sync %s", docroot->dir);
	return RC_OK;
}

/* -- sweeping ------------------------------------------------------------- */

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
was_put(const struct docroot *docroot, const char *path)
{
	return docroot->put.n > 0 &&
	    bsearch(&path, docroot->put.v, docroot->put.n,
		sizeof(*docroot->put.v), compare_strings) != NULL;
}

/* Look at one name of a folder: a folder comes behind the others to be
 * looked at, a file that was not put goes. */
static enum rc
sweep_name(struct docroot *docroot, const char *folder,
    const struct dirent *entry, struct strv *folders, struct err *err)
{
	auto_free char *path = folder[0] != '\0'
	    ? file_join(folder, entry->d_name)
	    : mem_dup(entry->d_name);
	auto_free char *whole = file_join(docroot->dir, path);
	struct stat st;
	enum rc rc;

	if (lstat(whole, &st) != 0)
		return err_errno(err, "cannot look at %s", whole);
	if (S_ISDIR(st.st_mode)) {
		strv_take(folders, take(path));
		return RC_OK;
	}
	if (was_put(docroot, path))
		return RC_OK;
	rc = docroot_remove(docroot, path, err);
	return rc == RC_NOENT ? RC_OK : rc;
}

static void
close_folder(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

static enum rc
sweep_folder(struct docroot *docroot, const char *folder, struct strv *folders,
    struct err *err)
{
	auto_free char *whole = folder[0] != '\0'
	    ? file_join(docroot->dir, folder)
	    : mem_dup(docroot->dir);
	__attribute__((cleanup(close_folder))) DIR *dir = opendir(whole);
	struct dirent *entry;

	if (dir == NULL)
		return err_errno(err, "cannot open %s", whole);
	while ((entry = readdir(dir)) != NULL) {
		enum rc rc;

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		rc = sweep_name(docroot, folder, entry, folders, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc
docroot_sweep(struct docroot *docroot, struct err *err)
{
	auto_strv struct strv folders = STRV_INIT;

	strv_sort(&docroot->put);
	strv_add(&folders, "");
	for (size_t i = 0; i < folders.n; i++) {
		auto_free char *folder = mem_dup(folders.v[i]);
		enum rc rc = sweep_folder(docroot, folder, &folders, err);

		if (rc != RC_OK)
			return rc;
	}
	/* What is below comes later: so backwards. */
	for (size_t i = folders.n; i > 1; i--) {
		auto_free char *whole =
		    file_join(docroot->dir, folders.v[i - 1]);

		if (rmdir(whole) != 0 && errno != ENOTEMPTY)
			return err_errno(err, "cannot remove %s", whole);
	}
	return RC_OK;
}
