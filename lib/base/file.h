/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files: whole reads with a limit, replacement that a crash cannot halve,
 * locks.  Interrupted calls are taken up again; short writes are completed.
 */
#ifndef LIB_BASE_FILE_H
#define LIB_BASE_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"

/* Write all bytes.  RC_TEMP with the errno's sentence, naming `what`. */
enum rc file_write_all(int fd, const void *bytes, size_t n_bytes,
    const char *what, struct err *err);

/* Append what fd yields until its end to buf.  RC_PERM when the buffer's
 * maximum would be passed, RC_TEMP for a failing read. */
enum rc
file_read_all(int fd, struct buf *buf, const char *what, struct err *err);

/* The same for the file at path.  RC_NOENT when there is none. */
enum rc file_load(const char *path, struct buf *buf, struct err *err);

/* Replace the file at path by these bytes: written beside it under a name
 * ending in ".tmp", synced, renamed, the folder synced.  Readers see the old
 * or the new bytes, whatever crashes.  mode as in open(2). */
enum rc file_replace(const char *path, const void *bytes, size_t n_bytes,
    mode_t mode, struct err *err);

/* Sync a folder, so that the names in it survive a power cut. */
enum rc file_sync_dir(const char *path, struct err *err);

/* Make a folder if it is not there.  One level, mode as in mkdir(2). */
enum rc file_make_dir(const char *path, mode_t mode, struct err *err);

/* Hold the exclusive lock on the file at path (made when absent) until the
 * descriptor is closed or the process ends.  RC_TEMP when another process
 * has it: the sentence says so. */
enum rc file_lock(const char *path, int *ret_fd, struct err *err);

/* dir/name, from the heap. */
char *file_join(const char *dir, const char *name);

#endif
