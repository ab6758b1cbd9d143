/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/entry.h"
#include "lib/spool/spool-private.h"

enum rc
draft_open(struct draft *draft, struct spool *spool,
    const struct envelope *envelope, struct err *err)
{
	auto_buf struct buf head = BUF_INIT(ENTRY_MAX_HEAD_BYTES);
	enum rc rc;

	rc = entry_write_head(envelope, &head, &draft->size_offset, err);
	if (rc != RC_OK)
		return rc;
	rc = entry_name_new(spool, &draft->name, err);
	if (rc != RC_OK)
		return rc;

	auto_free char *path = mem_format(SPOOL_DRAFT "/%s", draft->name);
	draft->root_fd = spool->root_fd;
	draft->fd = openat(spool->root_fd, path,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (draft->fd < 0)
		return err_errno(err, "cannot make %s/%s", spool->dir, path);
	draft->path = take(path);
	return file_write_all(draft->fd, head.data, head.len, draft->path, err);
}

enum rc
draft_add(struct draft *draft, const void *bytes, size_t n_bytes,
    uint64_t max_bytes, struct err *err)
{
	if (n_bytes > max_bytes || draft->n_bytes > max_bytes - n_bytes)
		return err_set(err, RC_PERM, "5.3.4",
		    "the message is larger than %llu bytes",
		    (unsigned long long)max_bytes);
	draft->n_bytes += n_bytes;
	return file_write_all(draft->fd, bytes, n_bytes, draft->path, err);
}

static enum rc
fill_in_size(struct draft *draft, struct err *err)
{
	char digits[ENTRY_SIZE_DIGITS];
	size_t n_done = 0;

	entry_format_size(draft->n_bytes, digits);
	while (n_done < sizeof(digits)) {
		ssize_t n =
		    pwrite(draft->fd, digits + n_done, sizeof(digits) - n_done,
			(off_t)(draft->size_offset + n_done));

		if (n < 0 && errno != EINTR)
			return err_errno(err, "cannot write %s", draft->path);
		if (n > 0)
			n_done += (size_t)n;
	}
	return RC_OK;
}

/* A failed fsync is never tried again: the kernel may have dropped the
 * pages and would call the second one a success. */
static enum rc
sync_fd(int fd, const char *what, struct err *err)
{
	while (fsync(fd) != 0) {
		if (errno != EINTR)
			return err_errno(err, "cannot sync %s", what);
	}
	return RC_OK;
}

enum rc
draft_commit(struct draft *draft, struct spool *spool, struct err *err)
{
	auto_free char *path = mem_format(SPOOL_NEW "/%s", draft->name);
	enum rc rc;

	rc = fill_in_size(draft, err);
	if (rc != RC_OK)
		return rc;
	rc = sync_fd(draft->fd, draft->path, err);
	if (rc != RC_OK)
		return rc;
	if (entry_move(draft->root_fd, draft->path, path) != 0)
		return err_errno(err, "cannot name %s/%s", spool->dir, path);
	free(draft->path);
	draft->path = take(path);

	/* S4, S5: until the name is on disk too, the answer is no. */
	rc = sync_fd(spool->new_fd, SPOOL_NEW, err);
	if (rc != RC_OK)
		return rc;
	free(take(draft->path));
	return RC_OK;
}

void
draft_discard(struct draft *draft)
{
	if (draft->path != NULL)
		(void)unlinkat(draft->root_fd, draft->path, 0);
	mem_cleanup_close(&draft->fd);
	free(draft->path);
	free(draft->name);
	*draft = (struct draft)DRAFT_INIT;
}
