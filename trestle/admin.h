/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Administration: trestle-admin.  One subcommand a file; each takes the
 * arguments behind its name (argv[0]) and returns an exit code of
 * sysexits.h.
 */
#ifndef TRESTLE_ADMIN_H
#define TRESTLE_ADMIN_H

#include "lib/base/err.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/store/list.h"
#include "lib/store/store.h"

int admin_init(int argc, char **argv);
int admin_list(int argc, char **argv);
int admin_member(int argc, char **argv);
int admin_status(int argc, char **argv);
int admin_doctor(int argc, char **argv);

/* A word behind a subcommand: `trestle list add`. */
struct admin_verb {
	const char *name;
	int (*run)(int argc, char **argv);
};

/* The verb called name among verbs (ended by a NULL name), or NULL after
 * one line on standard error that names the nearest. */
const struct admin_verb *admin_find_verb(
    const struct admin_verb *verbs, const char *what, const char *name);

/* The --site option, the same in each subcommand. */
#define ADMIN_OPTION_SITE                                             \
	{                                                             \
		"site", "DIR",                                        \
		    "the site (else $TRESTLE_SITE, /var/lib/trestle)" \
	}

/* What most subcommands work on. */
struct admin {
	struct site *site;
	struct store *store;
};

#define ADMIN_INIT           \
	{                    \
		.site = NULL \
	}
#define auto_admin __attribute__((cleanup(admin_release)))

/* Open the site that the options name. */
enum rc admin_open(const struct options *options, enum store_mode mode,
    struct admin *ret, struct err *err);
void admin_release(struct admin *admin);

/* The list of this name, in whatever case; RC_PERM, with the remedy, when
 * there is none. */
enum rc admin_get_list(const struct admin *admin, const char *name,
    struct list *ret, struct err *err);

/* Tell a failure in one line on standard error; returns the exit code. */
int admin_fail(enum rc rc, const struct err *err);

#endif
