/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waiting for entries.  Watch first and list then: what arrives in between
 * is in the list or makes the descriptor readable, or both.
 */
#include "lib/spool/spool.h"

#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/spool/spool-private.h"

enum rc
spool_watch(struct spool *spool, int *ret_fd, struct err *err)
{
	auto_free char *folder = file_join(spool->dir, SPOOL_NEW);

	if (spool->watch_fd < 0) {
		auto_close int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

		if (fd < 0 ||
		    inotify_add_watch(fd, folder, IN_MOVED_TO | IN_CREATE) < 0)
			return err_errno(err, "cannot watch %s", folder);
		spool->watch_fd = take_fd(&fd);
	}
	*ret_fd = spool->watch_fd;
	return RC_OK;
}

void
spool_watch_drain(struct spool *spool)
{
	char events[4096];
	ssize_t n;

	/* Which entries they were is no matter: a list is asked for next. */
	do {
		n = read(spool->watch_fd, events, sizeof(events));
	} while (n > 0 || (n < 0 && errno == EINTR));
}
