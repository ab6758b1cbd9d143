/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sink/filing.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"

struct filing {
	char *dir;
	bool by_local_part;
	int log_fd; /* -1: none */
	int64_t start_ns; /* tells the names of this run from another's */
	uint64_t n_files;
};

enum rc
filing_open(const char *dir, bool by_local_part, const char *log_path,
    struct filing **ret, struct err *err)
{
	auto_filing struct filing *filing = mem_zero(1, sizeof(*filing));
	enum rc rc;

	filing->dir = mem_dup(dir);
	filing->by_local_part = by_local_part;
	filing->start_ns = clock_arrival_ns();
	filing->log_fd = -1;
	rc = file_make_dir(dir, 0777, err);
	if (rc != RC_OK)
		return rc;
	if (log_path != NULL) {
		filing->log_fd = open(log_path,
		    O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
		if (filing->log_fd < 0)
			return err_errno(err, "cannot open %s", log_path);
	}
	*ret = take(filing);
	return RC_OK;
}

void
filing_close(struct filing *filing)
{
	if (filing == NULL)
		return;
	mem_cleanup_close(&filing->log_fd);
	free(filing->dir);
	free(filing);
}

void
filing_cleanup(struct filing **filing)
{
	filing_close(*filing);
}

bool
filing_can_name(const char *address)
{
	if (address[0] == '\0' || address[0] == '.' || address[0] == '@' ||
	    strlen(address) > 255)
		return false;
	for (const char *c = address; *c != '\0'; c++)
		if (ascii_is_control(*c) || *c == '/')
			return false;
	return true;
}

static enum rc
make_maildir(const char *maildir, struct err *err)
{
	static const char *const folders[] = { "tmp", "new", "cur" };
	enum rc rc = file_make_dir(maildir, 0777, err);

	for (size_t i = 0; rc == RC_OK && i < 3; i++) {
		auto_free char *folder = file_join(maildir, folders[i]);

		rc = file_make_dir(folder, 0777, err);
	}
	return rc;
}

static enum rc
write_new(const char *path, const void *bytes, size_t n_bytes, struct err *err)
{
	auto_close int fd =
	    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return err_errno(err, "cannot make %s", path);
	return file_write_all(fd, bytes, n_bytes, path, err);
}

enum rc
filing_store(struct filing *filing, const struct delivery *delivery,
    const void *bytes, size_t n_bytes, char **ret_path, struct err *err)
{
	const char *address = delivery->recipient;
	const char *at = strrchr(address, '@');
	const size_t n_name = filing->by_local_part && at != NULL
	    ? (size_t)(at - address)
	    : strlen(address);
	auto_free char *folder = mem_dup_n(address, n_name);
	auto_free char *maildir = file_join(filing->dir, folder);
	/* Files sort in the order of arrival. */
	auto_free char *name = mem_format("%" PRId64 ".%08" PRIu64 ".sink",
	    filing->start_ns, ++filing->n_files);
	auto_free char *draft = mem_format("%s/tmp/%s", maildir, name);
	auto_free char *path = mem_format("%s/new/%s", maildir, name);
	enum rc rc = RC_OK;

	if (access(maildir, F_OK) != 0)
		rc = make_maildir(maildir, err);
	if (rc == RC_OK)
		rc = write_new(draft, bytes, n_bytes, err);
	if (rc != RC_OK)
		return rc;
	if (rename(draft, path) != 0)
		return err_errno(err, "cannot rename %s", draft);
	*ret_path = take(path);
	return RC_OK;
}

enum rc
filing_log(struct filing *filing, const struct delivery *delivery,
    const char *path, struct err *err)
{
	auto_free char *line = NULL;

	if (filing->log_fd < 0)
		return RC_OK;
	line = mem_format("%" PRIu64 "\t%" PRIu64 "\t<%s>\t<%s>\t%d\t%s\n",
	    delivery->connection, delivery->transaction, delivery->sender,
	    delivery->recipient, delivery->code, path);
	return file_write_all(
	    filing->log_fd, line, strlen(line), "the log", err);
}
