/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder that a web server shows: files are written whole and renamed
 * into place, those whose bytes are equal are not touched.  The time of a
 * file is that of the newest post shown in it, and tells nothing else.
 */
#ifndef WEB_ARCHIVE_DOCROOT_H
#define WEB_ARCHIVE_DOCROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/strv.h"

struct docroot {
	char *dir;
	uint64_t n_written;
	uint64_t n_kept;
	uint64_t n_removed;
	bool remembers; /* what was put: for docroot_sweep */
	struct strv put;
};

enum { DOCROOT_FILE_BYTES = 256 * 1024 * 1024 };

/* dir is made when it is not there; the folder above must be. */
enum rc docroot_open(
    const char *dir, bool remembers, struct docroot *ret, struct err *err);
void docroot_release(struct docroot *docroot);
#define auto_docroot __attribute__((cleanup(docroot_release)))

/* Put a file at a relative path; folders are made on the way. */
enum rc docroot_put(struct docroot *docroot, const char *path,
    const void *bytes, size_t n_bytes, int64_t time_s, struct err *err);

/* Is it there with bytes of this SHA-256 (hex)?  Then it counts as kept and
 * has its time. */
bool docroot_keeps(struct docroot *docroot, const char *path, size_t n_bytes,
    const char *sha256, int64_t time_s);

/* What stands at a path.  RC_NOENT when there is nothing. */
enum rc docroot_load(const struct docroot *docroot, const char *path,
    struct buf *ret, struct err *err);

/* Remove a file.  RC_NOENT when there is none. */
enum rc
docroot_remove(struct docroot *docroot, const char *path, struct err *err);

/* Give a folder ("" is the docroot) its time, if it is there. */
enum rc docroot_set_time(const struct docroot *docroot, const char *path,
    int64_t time_s, struct err *err);

/* Remove each file that was not put since the opening, and the folders that
 * are empty then.  For a docroot that remembers. */
enum rc docroot_sweep(struct docroot *docroot, struct err *err);

/* All that was put is on stable storage. */
enum rc docroot_sync(const struct docroot *docroot, struct err *err);

#endif
