/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Setting an entry aside for the operator.  The reason is written first, so
 * that no entry lies aside unexplained; each step may be repeated, so that
 * the manager, after a crash in the midst, just does it again.
 */
#include "lib/spool/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/spool-private.h"

/* A reason comes with words of the message that caused it. */
enum { REASON_MAX_BYTES = 2000 };

static enum rc
write_reason(const char *path, const char *reason, struct err *err)
{
	auto_free char *clean = ascii_printable(reason, REASON_MAX_BYTES);
	char when[CLOCK_DATE_BYTES];

	clock_iso8601(clock_now_s(), when);
	auto_free char *line = mem_format("%s %s\n", when, clean);
	return file_replace(path, line, strlen(line), 0600, err);
}

enum rc
spool_set_aside(
    struct spool *spool, const char *name, const char *reason, struct err *err)
{
	auto_free char *folder = file_join(spool->dir, SPOOL_ASIDE);
	auto_free char *new_folder = file_join(spool->dir, SPOOL_NEW);
	auto_free char *from = file_join(SPOOL_NEW, name);
	auto_free char *to = file_join(SPOOL_ASIDE, name);
	auto_free char *reason_path = mem_format("%s/%s.reason", folder, name);
	enum rc rc;

	if (!entry_name_is_valid(name))
		return err_set(err, RC_PERM, "5.6.0",
		    "%s is no name of a spool entry", name);
	if (faccessat(spool->root_fd, from, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		rc = write_reason(reason_path, reason, err);
		if (rc != RC_OK)
			return rc;
		/* Where it is aside already, a crash left it with both names
		 * (entry_move by link): S3 says that it is the same one. */
		if (entry_move(spool->root_fd, from, to) != 0 &&
		    (errno != EEXIST || unlinkat(spool->root_fd, from, 0) != 0))
			return err_errno(err, "cannot move %s/%s to %s",
			    spool->dir, from, folder);
	} else if (faccessat(spool->root_fd, to, F_OK, AT_SYMLINK_NOFOLLOW) !=
	    0) {
		return RC_NOENT;
	}

	/* First where it is, then where it is no more: a power cut between
	 * the two shows the entry in one folder at least (S6). */
	rc = file_sync_dir(folder, err);
	return rc == RC_OK ? file_sync_dir(new_folder, err) : rc;
}
