/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the list manager works with: opened once, passed down.  It owns what
 * it names.
 */
#ifndef LIST_MANAGER_MANAGER_H
#define LIST_MANAGER_MANAGER_H

#include "lib/base/site.h"
#include "lib/hash/secret.h"
#include "lib/mail/worker.h"
#include "lib/spool/spool.h"
#include "lib/store/store.h"
#include "archiver/subject.h"

struct manager {
	struct site *site;
	struct store *store;
	struct spool *spool;
	struct worker *worker;
	struct subjects *subjects;
	struct secret secret;
	int lock_fd; /* one manager a site */
};

/* Open the site in dir, taking its lock.  RC_TEMP when another manager has
 * it; RC_PERM for what the operator has to mend. */
enum rc manager_open(const char *dir, struct manager **ret, struct err *err);
void manager_close(struct manager *manager);
void manager_cleanup(struct manager **manager);
#define auto_manager __attribute__((cleanup(manager_cleanup)))

#endif
