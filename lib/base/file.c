/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/mem.h"

enum rc
file_write_all(int fd, const void *bytes, size_t n_bytes, const char *what,
    struct err *err)
{
	const char *next = bytes;

	while (n_bytes > 0) {
		ssize_t n = write(fd, next, n_bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "cannot write %s", what);
		next += n;
		n_bytes -= (size_t)n;
	}
	return RC_OK;
}

enum rc
file_read_all(int fd, struct buf *buf, const char *what, struct err *err)
{
	char chunk[16384];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "cannot read %s", what);
		if (n == 0)
			return RC_OK;
		buf_add(buf, chunk, (size_t)n);
		if (buf_is_full(buf))
			return err_set(err, RC_PERM, "5.3.4",
			    "%s is larger than %zu bytes", what,
			    buf->max_bytes);
	}
}

enum rc
file_load(const char *path, struct buf *buf, struct err *err)
{
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return RC_NOENT;
	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	return file_read_all(fd, buf, path, err);
}

/* What crashed here before left its file behind: it is nobody's now, since
 * our name carries our process id. */
static enum rc
write_synced(const char *path, const void *bytes, size_t n_bytes, mode_t mode,
    struct err *err)
{
	auto_close int fd = -1;
	enum rc rc;

	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return err_errno(err, "cannot create %s", path);
	rc = file_write_all(fd, bytes, n_bytes, path, err);
	if (rc != RC_OK)
		return rc;
	if (fsync(fd) != 0)
		return err_errno(err, "cannot sync %s", path);
	return RC_OK;
}

static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return mem_dup(".");
	if (slash == path)
		return mem_dup("/");
	return mem_dup_n(path, (size_t)(slash - path));
}

enum rc
file_replace(const char *path, const void *bytes, size_t n_bytes, mode_t mode,
    struct err *err)
{
	auto_free char *beside = mem_format("%s.%ld.tmp", path, (long)getpid());
	auto_free char *folder = folder_of(path);
	enum rc rc = write_synced(beside, bytes, n_bytes, mode, err);

	if (rc == RC_OK && rename(beside, path) != 0)
		rc = err_errno(err, "cannot rename %s to %s", beside, path);
	if (rc != RC_OK) {
		(void)unlink(beside);
		return rc;
	}
	return file_sync_dir(folder, err);
}

enum rc
file_sync_dir(const char *path, struct err *err)
{
	auto_close int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	if (fsync(fd) != 0)
		return err_errno(err, "cannot sync %s", path);
	return RC_OK;
}

enum rc
file_make_dir(const char *path, mode_t mode, struct err *err)
{
	struct stat there;

	if (mkdir(path, mode) == 0)
		return RC_OK;
	if (errno != EEXIST)
		return err_errno(err, "cannot make the folder %s", path);
	if (stat(path, &there) != 0)
		return err_errno(err, "cannot look at %s", path);
	if (!S_ISDIR(there.st_mode)) {
		errno = ENOTDIR;
		return err_errno(err, "cannot make the folder %s", path);
	}
	return RC_OK;
}

enum rc
file_lock(const char *path, int *ret_fd, struct err *err)
{
	auto_close int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno == EWOULDBLOCK)
			return err_set(err, RC_TEMP, "4.3.0",
			    "another process holds the lock %s", path);
		return err_errno(err, "cannot lock %s", path);
	}
	*ret_fd = take_fd(&fd);
	return RC_OK;
}

char *
file_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (n > 0 && dir[n - 1] == '/')
		return mem_format("%s%s", dir, name);
	return mem_format("%s/%s", dir, name);
}
