/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One spool entry: read and parsed outside of any transaction, decided
 * inside one, ended after the commit.
 */
#ifndef LIST_MANAGER_ENTRY_H
#define LIST_MANAGER_ENTRY_H

#include "list-manager/manager.h"

enum entry_fate {
	ENTRY_NEW, /* not decided yet */
	ENTRY_DECIDED, /* its file may go */
	ENTRY_ASIDE, /* nothing can decide it: its file goes aside */
};

struct entry {
	struct spooled *spooled; /* NULL when the file is none of ours */
	char *name;
	struct facts *facts; /* NULL: out of bounds, or fate is ASIDE */
	struct err trouble; /* why facts are NULL */
	enum entry_fate fate;
};

void entry_release(struct entry *entry);

/* Read and parse it.  RC_NOENT when the file is gone, or cannot be read now
 * and waits (which is logged); RC_TEMP when the machine fails.  What cannot be parsed is no failure: the entry says so. */
enum rc entry_load(struct manager *manager, const char *name, struct entry *ret,
    struct err *err);

/* Decide it for all recipients, internal ones first, in the caller's
 * transaction; an entry that was decided before a crash is only told apart.
 * RC_PERM when it cannot be decided: go back to the mark, and put it aside. */
enum rc entry_decide(struct manager *manager, struct entry *entry,
    int64_t now_s, struct err *err);

/* Write down, in the caller's transaction, that it is put aside and why. */
enum rc entry_put_aside(struct manager *manager, struct entry *entry,
    const struct err *why, struct err *err);

/* After the commit: remove the file, or move it aside. */
enum rc
entry_end(struct manager *manager, const struct entry *entry, struct err *err);

#endif
