/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trestle/admin.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "trestle/near.h"

enum { MOST_VERBS = 10 };

const struct admin_verb *
admin_find_verb(
    const struct admin_verb *verbs, const char *what, const char *name)
{
	const char *names[MOST_VERBS];
	auto_free char *shown = ascii_printable(name, 60);
	const char *near;
	size_t n;

	for (n = 0; n < MOST_VERBS && verbs[n].name != NULL; n++) {
		if (strcmp(verbs[n].name, name) == 0)
			return &verbs[n];
		names[n] = verbs[n].name;
	}
	near = near_name(name, names, n);
	fprintf(stderr, "%s: there is no '%s'; ", what, shown);
	if (near != NULL)
		fprintf(stderr, "did you mean '%s'?\n", near);
	else
		fprintf(stderr, "'%s --help' shows what there is\n", what);
	return NULL;
}

enum rc
admin_open(const struct options *options, enum store_mode mode,
    struct admin *ret, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_site struct site *site = NULL;
	auto_store struct store *store = NULL;
	auto_free char *path = NULL;
	enum rc rc = site_become_owner(dir, err);

	if (rc == RC_OK)
		rc = site_open(dir, &site, err);
	if (rc != RC_OK)
		return rc;
	path = site_path(site, SITE_DATABASE);
	rc = store_open(path, mode, &store, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "4.3.5",
		    "%s: there is no database; restore it from a backup, or "
		    "run 'trestle init' in another folder",
		    path);
	if (rc != RC_OK)
		return rc;
	ret->site = take(site);
	ret->store = take(store);
	return RC_OK;
}

void
admin_release(struct admin *admin)
{
	store_close(admin->store);
	site_free(admin->site);
	admin->store = NULL;
	admin->site = NULL;
}

enum rc
admin_get_list(const struct admin *admin, const char *name, struct list *ret,
    struct err *err)
{
	auto_free char *small = ascii_make_lower(mem_dup(name));
	auto_free char *shown = ascii_printable(name, 60);
	enum rc rc = list_by_name(admin->store, small, ret, err);

	if (rc != RC_NOENT)
		return rc;
	return err_set(err, RC_PERM, "5.1.1",
	    "there is no list '%s'; 'trestle list' shows them all", shown);
}

int
admin_fail(enum rc rc, const struct err *err)
{
	fprintf(stderr, "trestle: %s\n", err->text);
	return err_exit_code(rc);
}
