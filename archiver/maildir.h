/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the messages of a Maildir, those in cur and new together, in the order
 * of their names, which begin with the second of their delivery.
 */
#ifndef ARCHIVER_MAILDIR_H
#define ARCHIVER_MAILDIR_H

#include "archiver/found.h"
#include "lib/base/err.h"

struct maildir;

/* Read the names.  RC_NOENT when the folder has no cur or new. */
enum rc maildir_open(
    const char *path, size_t max_bytes, struct maildir **ret, struct err *err);
void maildir_free(struct maildir *maildir);
void maildir_cleanup(struct maildir **maildir);
#define auto_maildir __attribute__((cleanup(maildir_cleanup)))

/* RC_NOENT at the end.  A file that is gone by now is passed over. */
enum rc
maildir_next(struct maildir *maildir, struct found *ret, struct err *err);

#endif
