/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manager's side of the spool: what waits, one entry read back, an entry
 * taken out.  The invariants S1.. stand at the top of spool.c.
 */
#include "lib/spool/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/entry.h"
#include "lib/spool/spool-private.h"

/* A writer that needs longer for one message is not alive. */
enum { DRAFT_MAX_AGE_S = CLOCK_DAY_S };

static void
cleanup_dir(DIR **stream)
{
	if (*stream != NULL)
		closedir(*stream);
}
#define auto_dir __attribute__((cleanup(cleanup_dir)))

static enum rc
folder_open(
    const struct spool *spool, const char *folder, DIR **ret, struct err *err)
{
	auto_close int fd =
	    openat(spool->root_fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s/%s", spool->dir, folder);
	*ret = fdopendir(fd);
	if (*ret == NULL)
		return err_errno(err, "cannot list %s/%s", spool->dir, folder);
	(void)take_fd(&fd);
	return RC_OK;
}

/* Append the names of ours in a folder, as they come.  Other files there
 * were not made by us and are nobody's mail. */
static enum rc
folder_names(const struct spool *spool, const char *folder, struct strv *ret,
    struct err *err)
{
	auto_dir DIR *stream = NULL;
	const struct dirent *item;
	enum rc rc = folder_open(spool, folder, &stream, err);

	if (rc != RC_OK)
		return rc;
	for (;;) {
		errno = 0;
		item = readdir(stream);
		if (item == NULL && errno != 0)
			return err_errno(
			    err, "cannot list %s/%s", spool->dir, folder);
		if (item == NULL)
			return RC_OK;
		if (entry_name_is_valid(item->d_name))
			strv_add(ret, item->d_name);
	}
}

enum rc
spool_list(
    struct spool *spool, size_t max, struct strv *ret_names, struct err *err)
{
	auto_strv struct strv all = STRV_INIT;
	enum rc rc = folder_names(spool, SPOOL_NEW, &all, err);

	if (rc != RC_OK)
		return rc;
	strv_sort(&all);
	for (size_t i = 0; i < all.n && i < max; i++)
		strv_take(ret_names, take(all.v[i]));
	return RC_OK;
}

enum rc
spool_count(struct spool *spool, uint64_t *ret_waiting, uint64_t *ret_aside,
    struct err *err)
{
	auto_strv struct strv waiting = STRV_INIT;
	auto_strv struct strv aside = STRV_INIT;
	enum rc rc = folder_names(spool, SPOOL_NEW, &waiting, err);

	if (rc == RC_OK)
		rc = folder_names(spool, SPOOL_ASIDE, &aside, err);
	if (rc != RC_OK)
		return rc;
	*ret_waiting = waiting.n;
	*ret_aside = aside.n;
	return RC_OK;
}

/* Open an entry.  RC_PERM for what is no file of a size that we write: a
 * folder, a link, a pipe, a giant that would take all memory (S7). */
static enum rc
entry_open(const struct spool *spool, const char *name, int *ret_fd,
    size_t *ret_n_bytes, struct err *err)
{
	auto_close int fd = openat(spool->new_fd, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd < 0 && errno == ENOENT)
		return RC_NOENT;
	if (fd < 0 && (errno == ELOOP || errno == ENXIO))
		return err_set(err, RC_PERM, "5.6.0", "not a file");
	if (fd < 0 || fstat(fd, &st) != 0)
		return err_errno(err, "cannot open it");
	if (!S_ISREG(st.st_mode) ||
	    (uint64_t)st.st_size >
		ENTRY_MAX_MESSAGE_BYTES + ENTRY_MAX_HEAD_BYTES)
		return err_set(err, RC_PERM, "5.6.0",
		    "not a file, or too large for a spool entry");
	*ret_fd = take_fd(&fd);
	*ret_n_bytes = (size_t)st.st_size;
	return RC_OK;
}

static enum rc
entry_load(const struct spool *spool, const char *name, struct spooled *spooled,
    struct err *err)
{
	auto_close int fd = -1;
	size_t n_bytes = 0, offset;
	enum rc rc = entry_open(spool, name, &fd, &n_bytes, err);

	if (rc != RC_OK)
		return rc;
	auto_buf struct buf bytes = BUF_INIT(n_bytes + 1);
	rc = file_read_all(fd, &bytes, "the entry", err);
	if (rc != RC_OK)
		return rc;
	n_bytes = bytes.len;
	rc = entry_parse(
	    buf_string(&bytes), n_bytes, &spooled->envelope, &offset, err);
	if (rc != RC_OK)
		return rc;

	/* The head, now read, makes room for the message in its own block,
	 * so that a large one is not held twice; the NUL moves along. */
	spooled->n_raw = n_bytes - offset;
	spooled->raw = buf_take(&bytes);
	memmove(spooled->raw, spooled->raw + offset, spooled->n_raw + 1);
	return RC_OK;
}

enum rc
spool_read(struct spool *spool, const char *name, struct spooled **ret,
    struct err *err)
{
	auto_spooled struct spooled *spooled = NULL;
	enum rc rc;

	if (!entry_name_is_valid(name))
		return err_set(err, RC_PERM, "5.6.0",
		    "%s is no name of a spool entry", name);
	spooled = mem_zero(1, sizeof(*spooled));
	spooled->name = mem_dup(name);
	rc = entry_load(spool, name, spooled, err);
	if (rc == RC_NOENT)
		return rc;
	if (rc != RC_OK)
		return err_prefix(
		    err, rc, "%s/" SPOOL_NEW "/%s", spool->dir, name);
	*ret = take(spooled);
	return RC_OK;
}

void
spooled_free(struct spooled *spooled)
{
	if (spooled == NULL)
		return;
	free(spooled->name);
	envelope_release(&spooled->envelope);
	free(spooled->raw);
	free(spooled);
}

void
spooled_cleanup(struct spooled **spooled)
{
	spooled_free(*spooled);
}

/* S6.  No fsync: an entry that a power cut brings back is known by its name
 * and removed again. */
enum rc
spool_remove(struct spool *spool, const char *name, struct err *err)
{
	if (unlinkat(spool->new_fd, name, 0) != 0 && errno != ENOENT)
		return err_errno(
		    err, "cannot remove %s/" SPOOL_NEW "/%s", spool->dir, name);
	return RC_OK;
}

/* Remove a draft if its last write was before a time.  A writer that comes
 * back to life finds no file to rename, and its caller keeps the mail. */
static enum rc
sweep_draft(const struct spool *spool, const char *name, int64_t before_s,
    struct err *err)
{
	auto_free char *path = file_join(SPOOL_DRAFT, name);
	struct stat st;

	if (fstatat(spool->root_fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT
		    ? RC_OK
		    : err_errno(err, "cannot see %s/%s", spool->dir, path);
	if (st.st_mtime >= before_s || unlinkat(spool->root_fd, path, 0) == 0 ||
	    errno == ENOENT)
		return RC_OK;
	return err_errno(err, "cannot remove %s/%s", spool->dir, path);
}

enum rc
spool_sweep(struct spool *spool, struct err *err)
{
	/* The times of files are never pinned, so neither is this one. */
	int64_t before_s = clock_arrival_ns() / 1000000000 - DRAFT_MAX_AGE_S;
	auto_strv struct strv drafts = STRV_INIT;
	enum rc rc = folder_names(spool, SPOOL_DRAFT, &drafts, err);

	for (size_t i = 0; rc == RC_OK && i < drafts.n; i++)
		rc = sweep_draft(spool, drafts.v[i], before_s, err);
	return rc;
}
