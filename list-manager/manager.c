/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/manager.h"

#include <stdlib.h>

#include "lib/base/child.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"

void
manager_close(struct manager *manager)
{
	if (manager == NULL)
		return;
	worker_free(manager->worker);
	subjects_free(manager->subjects);
	spool_close(manager->spool);
	store_close(manager->store);
	site_free(manager->site);
	mem_cleanup_close(&manager->lock_fd);
	free(manager);
}

void
manager_cleanup(struct manager **manager)
{
	manager_close(*manager);
}

static enum rc
open_files(struct manager *manager, struct err *err)
{
	const struct site *site = manager->site;
	auto_free char *lock = site_path(site, SITE_LOCK);
	auto_free char *key = site_path(site, SITE_KEY);
	auto_free char *database = site_path(site, SITE_DATABASE);
	auto_free char *spool = site_path(site, SITE_SPOOL);
	enum rc rc;

	rc = file_lock(lock, &manager->lock_fd, err);
	if (rc == RC_OK)
		rc = secret_load(key, 0, &manager->secret, err);
	if (rc == RC_OK)
		rc = store_open(database, STORE_WRITE, &manager->store, err);
	if (rc == RC_NOENT)
		rc = err_set(err, RC_PERM, "5.3.5",
		    "%s is missing: run trestle init, or bring the site "
		    "back from its backup",
		    manager->store == NULL ? database : key);
	if (rc == RC_OK)
		rc = spool_open(spool, &manager->spool, err);
	return rc;
}

enum rc
manager_open(const char *dir, struct manager **ret, struct err *err)
{
	auto_manager struct manager *manager = mem_zero(1, sizeof(*manager));
	auto_free char *worker = child_program("trestle-worker");
	enum rc rc;

	manager->lock_fd = -1;
	rc = site_open(dir, &manager->site, err);
	if (rc == RC_OK)
		rc = open_files(manager, err);
	if (rc == RC_OK)
		rc = subjects_new(&manager->subjects, err);
	if (rc != RC_OK)
		return rc;
	manager->worker = worker_new(worker, &worker_default_limits);
	*ret = take(manager);
	return RC_OK;
}
