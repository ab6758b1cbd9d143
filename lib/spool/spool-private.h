/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of lib/spool share.  The invariants S1.. that they cite
 * stand at the top of spool.c.
 */
#ifndef LIB_SPOOL_SPOOL_PRIVATE_H
#define LIB_SPOOL_SPOOL_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

#define SPOOL_DRAFT "draft"
#define SPOOL_NEW "new"
#define SPOOL_ASIDE "aside"

struct spool {
	char *dir; /* for sentences and whole-path calls */
	int root_fd; /* of dir */
	int new_fd; /* of dir/new */
	int watch_fd; /* inotify, or -1 */
	int64_t last_name_ns; /* when the newest name of ours was made */
};

/* A fresh entry name, from the heap (S3). */
enum rc entry_name_new(struct spool *spool, char **ret, struct err *err);

/* Did entry_name_new make this name?  Nothing else is ever opened. */
bool entry_name_is_valid(const char *name);

/* Rename an entry without clobbering (S2), as rename(2) with its errno. */
int entry_move(int root_fd, const char *from, const char *to);

#endif
