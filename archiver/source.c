/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archiver/maildir.h"
#include "archiver/mbox.h"
#include "lib/base/mem.h"

/* One of them. */
struct source {
	struct mbox *mbox;
	struct maildir *maildir;
};

void
source_free(struct source *source)
{
	if (source == NULL)
		return;
	mbox_free(source->mbox);
	maildir_free(source->maildir);
	free(source);
}

void
source_cleanup(struct source **source)
{
	source_free(*source);
}

static enum rc
open_file(const char *path, bool is_mboxo, size_t max_bytes,
    struct source *source, struct err *err)
{
	auto_close int fd = strcmp(path, "-") == 0
	    ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
	    : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	source->mbox =
	    mbox_new(take_fd(&fd), is_mboxo ? MBOX_O : MBOX_RD, max_bytes);
	return RC_OK;
}

enum rc
source_open(const char *path, bool is_mboxo, size_t max_bytes,
    struct source **ret, struct err *err)
{
	auto_source struct source *source = mem_zero(1, sizeof(*source));
	struct stat st;
	enum rc rc;

	if (strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	    S_ISDIR(st.st_mode)) {
		rc = maildir_open(path, max_bytes, &source->maildir, err);
		if (rc == RC_NOENT)
			return err_set(err, RC_PERM, "5.5.4",
			    "%s is a folder without cur and new, so no "
			    "Maildir",
			    path);
	} else {
		rc = open_file(path, is_mboxo, max_bytes, source, err);
	}
	if (rc == RC_OK)
		*ret = take(source);
	return rc;
}

enum rc
source_next(struct source *source, struct found *ret, struct err *err)
{
	return source->mbox != NULL ? mbox_next(source->mbox, ret, err)
				    : maildir_next(source->maildir, ret, err);
}
