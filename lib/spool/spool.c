/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The states of a message in the spool.  A state is where the file is, so a
 * crash cannot leave a message between two; what a restart does about a
 * state is in the last column.
 *
 *	state    file                entered by            after a crash
 *	draft    draft/NAME          open(O_EXCL)          swept in a day
 *	named    new/NAME            fsync of the file,    taken; may come
 *	                             rename from draft     twice (S5)
 *	waiting  new/NAME            fsync of new; now     taken
 *	                             the MTA has its 250
 *	decided  new/NAME, a row in  commit of the         unlinked again
 *	         the database        database (intake)
 *	gone     none                unlink                -
 *	aside    aside/NAME,         fsync of the reason,  moved again
 *	         aside/NAME.reason   rename from new,
 *	                             fsync of both
 *
 * Invariants, cited in the code of this folder:
 *
 * S1  A file in new is whole: its bytes are on disk, the size in its head
 *     filled in, before its name appears there.
 * S2  A file in new or aside is never written again, and no call replaces
 *     one: names are made anew with O_EXCL and moved without clobbering.
 * S3  A name is never used twice, not even after its entry has gone: the
 *     database knows decided entries by name, and would unlink a new message
 *     under an old name as a replay.
 * S4  A caller is told RC_OK only after two fsyncs: of the file, then of
 *     the folder new with its name.  There is no third: draft need not
 *     remember anything.
 * S5  A caller that is told anything else may send the message again, so an
 *     entry must not stay; where the machine fails to remove it, or dies
 *     first, or the manager was quicker, the message comes twice (the
 *     manager files the second as duplicate) and is never lost.
 * S6  Only the manager, which holds the site's lock, takes files out of new,
 *     and only after its decision is durable (gone) or with the bytes
 *     unchanged (aside).
 * S7  What is read from a spool file is outside data: entry.c trusts none
 *     of it, and what it refuses is set aside, never dropped.
 */
#include "lib/spool/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/draft.h"
#include "lib/spool/entry.h"
#include "lib/spool/spool-private.h"

/* As much as a pipe holds. */
enum { COPY_BYTES = 64 * 1024 };

enum rc
spool_create(const char *dir, struct err *err)
{
	static const char *const names[] = { SPOOL_DRAFT, SPOOL_NEW,
		SPOOL_ASIDE };
	auto_free char *parent = file_join(dir, "..");
	enum rc rc = file_make_dir(dir, 0700, err);

	for (size_t i = 0; rc == RC_OK && i < sizeof(names) / sizeof(names[0]);
	     i++) {
		auto_free char *path = file_join(dir, names[i]);

		rc = file_make_dir(path, 0700, err);
	}
	if (rc == RC_OK)
		rc = file_sync_dir(dir, err);
	if (rc == RC_OK)
		rc = file_sync_dir(parent, err);
	return rc;
}

static struct spool *
spool_new(const char *dir)
{
	struct spool *spool = mem_zero(1, sizeof(*spool));

	spool->dir = mem_dup(dir);
	spool->root_fd = -1;
	spool->new_fd = -1;
	spool->watch_fd = -1;
	return spool;
}

enum rc
spool_open(const char *dir, struct spool **ret, struct err *err)
{
	auto_spool struct spool *spool = spool_new(dir);

	spool->root_fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (spool->root_fd < 0)
		return err_errno(err, "cannot open the spool %s", dir);
	spool->new_fd = openat(
	    spool->root_fd, SPOOL_NEW, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (spool->new_fd < 0)
		return err_errno(err, "cannot open %s/" SPOOL_NEW, dir);
	*ret = take(spool);
	return RC_OK;
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	mem_cleanup_close(&spool->root_fd);
	mem_cleanup_close(&spool->new_fd);
	mem_cleanup_close(&spool->watch_fd);
	free(spool->dir);
	free(spool);
}

void
spool_cleanup(struct spool **spool)
{
	spool_close(*spool);
}

static uint64_t
bounded(uint64_t max_bytes)
{
	return max_bytes < ENTRY_MAX_MESSAGE_BYTES ? max_bytes
						   : ENTRY_MAX_MESSAGE_BYTES;
}

/* Copy fd to its end into the draft. */
static enum rc
copy_message(struct draft *draft, int fd, uint64_t max_bytes, struct err *err)
{
	char bytes[COPY_BYTES];

	for (;;) {
		ssize_t n = read(fd, bytes, sizeof(bytes));
		enum rc rc;

		if (n == 0)
			return RC_OK;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "cannot read the message");
		rc = draft_add(draft, bytes, (size_t)n, max_bytes, err);
		if (rc != RC_OK)
			return rc;
	}
}

static enum rc
commit_message(struct draft *draft, struct spool *spool, struct err *err)
{
	if (draft->n_bytes == 0)
		return err_set(err, RC_PERM, "5.6.0", "the message is empty");
	return draft_commit(draft, spool, err);
}

enum rc
spool_accept(struct spool *spool, const struct envelope *envelope, int fd,
    uint64_t max_bytes, struct err *err)
{
	auto_draft struct draft draft = DRAFT_INIT;
	enum rc rc;

	rc = draft_open(&draft, spool, envelope, err);
	if (rc != RC_OK)
		return rc;
	rc = copy_message(&draft, fd, bounded(max_bytes), err);
	if (rc != RC_OK)
		return rc;
	return commit_message(&draft, spool, err);
}

enum rc
spool_accept_bytes(struct spool *spool, const struct envelope *envelope,
    const void *bytes, size_t n_bytes, struct err *err)
{
	auto_draft struct draft draft = DRAFT_INIT;
	enum rc rc;

	rc = draft_open(&draft, spool, envelope, err);
	if (rc != RC_OK)
		return rc;
	rc = draft_add(&draft, bytes, n_bytes, ENTRY_MAX_MESSAGE_BYTES, err);
	if (rc != RC_OK)
		return rc;
	return commit_message(&draft, spool, err);
}
