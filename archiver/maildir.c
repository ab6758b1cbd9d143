/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/maildir.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"

struct maildir {
	char *path;
	size_t max_bytes;
	struct strv names; /* "NAME/cur" or "NAME/new": sorted by NAME */
	size_t next;
};

void
maildir_free(struct maildir *maildir)
{
	if (maildir == NULL)
		return;
	free(maildir->path);
	strv_release(&maildir->names);
	free(maildir);
}

void
maildir_cleanup(struct maildir **maildir)
{
	maildir_free(*maildir);
}

static enum rc
read_names(struct maildir *maildir, const char *folder, struct err *err)
{
	auto_free char *path = file_join(maildir->path, folder);
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (dir == NULL && (errno == ENOENT || errno == ENOTDIR))
		return RC_NOENT;
	if (dir == NULL)
		return err_errno(err, "cannot read the folder %s", path);
	while ((errno = 0, entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			strv_take(&maildir->names,
			    mem_format("%s/%s", entry->d_name, folder));
	if (errno != 0) {
		enum rc rc = err_errno(err, "cannot read the folder %s", path);

		closedir(dir);
		return rc;
	}
	closedir(dir);
	return RC_OK;
}

enum rc
maildir_open(
    const char *path, size_t max_bytes, struct maildir **ret, struct err *err)
{
	auto_maildir struct maildir *maildir = mem_zero(1, sizeof(*maildir));
	enum rc rc;

	maildir->path = mem_dup(path);
	maildir->max_bytes = max_bytes;
	rc = read_names(maildir, "cur", err);
	if (rc == RC_OK)
		rc = read_names(maildir, "new", err);
	if (rc != RC_OK)
		return rc;
	strv_sort(&maildir->names);
	*ret = take(maildir);
	return RC_OK;
}

/* The second its name begins with, 0 when there is none. */
static int64_t
delivered_s(const char *name)
{
	int64_t s = 0;

	for (int i = 0; name[i] >= '0' && name[i] <= '9'; i++) {
		if (i == 11)
			return 0;
		s = 10 * s + (name[i] - '0');
	}
	return s;
}

static enum rc
load(const struct maildir *maildir, const char *place, struct found *found,
    struct err *err)
{
	auto_free char *path = file_join(maildir->path, place);
	auto_buf struct buf raw = BUF_INIT(maildir->max_bytes);
	struct stat st;
	enum rc rc;

	if (stat(path, &st) != 0 && errno == ENOENT)
		return RC_NOENT;
	if (!S_ISREG(st.st_mode)) {
		found->problem = mem_dup("it is no file");
	} else {
		rc = file_load(path, &raw, err);
		if (rc == RC_PERM)
			found->problem = mem_dup(err->text);
		else if (rc != RC_OK)
			return rc;
	}
	if (found->problem != NULL)
		buf_clear(&raw);
	found->n_raw = raw.len;
	found->raw = buf_take(&raw);
	return RC_OK;
}

enum rc
maildir_next(struct maildir *maildir, struct found *ret, struct err *err)
{
	while (maildir->next < maildir->names.n) {
		const char *name = maildir->names.v[maildir->next++];
		const char *slash = strrchr(name, '/');
		auto_found struct found found = { .raw = NULL };
		enum rc rc;

		found.stored_s = delivered_s(name);
		found.place =
		    mem_format("%s/%.*s", slash + 1, (int)(slash - name), name);
		rc = load(maildir, found.place, &found, err);
		if (rc == RC_NOENT)
			continue;
		if (rc != RC_OK)
			return rc;
		*ret = found;
		found = (struct found){ .raw = NULL };
		return RC_OK;
	}
	return RC_NOENT;
}
