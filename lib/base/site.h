/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site: one installation, a folder with trestle.conf, the database, the
 * spool and the docroots.  This is its settings and the paths in it, read
 * once and then constant.
 */
#ifndef LIB_BASE_SITE_H
#define LIB_BASE_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/settings.h"
#include "lib/base/strv.h"

enum internal_from_outside { FROM_OUTSIDE_REFUSE, FROM_OUTSIDE_ACCEPT };

struct site {
	char *dir; /* absolute */

	/* trestle.conf; the table in site.c says what each one means */
	char *domain;
	char *internal_domain; /* "" where a prefix is used */
	char *internal_prefix; /* used only without internal_domain */
	int internal_from_outside; /* enum internal_from_outside */
	char *submission_domain;
	struct strv signed_domains;
	struct strv lenient_domains;
	char *smtp_server; /* host:port of the MTA that takes our mail */
	uint64_t recipients_per_transaction;
	uint64_t max_message_bytes;
	int64_t hold_time_s;
	int64_t retry_time_s; /* how long a recipient is tried */
	int64_t answer_interval_s; /* one automatic answer a sender in this */
	int64_t web_delay_s; /* between builds of the pages, 0: never */
	int64_t digest_interval_s; /* 0: never */
	char *archive_url; /* of the docroots, "" for none */
	char *owner; /* address of the operator */
};

/* The table, for the manual page check and `trestle doctor`. */
extern const struct setting site_settings[];
extern const size_t n_site_settings;

/* Read DIR/trestle.conf.  RC_PERM for a mistake in it and for a folder that
 * is no site: the sentence names file, line and remedy ("run trestle init").
 * RC_TEMP when the machine fails.  *ret is freed with site_free. */
enum rc site_open(const char *dir, struct site **ret, struct err *err);
void site_free(struct site *site);
void site_cleanup(struct site **site);
#define auto_site __attribute__((cleanup(site_cleanup)))

/* A path in the site, from the heap: site_path(site, "spool"). */
char *site_path(const struct site *site, const char *name);

/* For root only: become the user who owns the folder dir before anything is
 * opened or made in it, so that the site's programs can open what is left
 * there.  RC_OK with nothing done for other users and for a folder of root's;
 * RC_TEMP when the system refuses. */
enum rc site_become_owner(const char *dir, struct err *err);

/* The site folder of a command: the option's value, else $TRESTLE_SITE,
 * else "/var/lib/trestle".  Borrowed. */
const char *site_default_dir(const char *option);

/* Names in a site folder. */
#define SITE_CONF "trestle.conf"
#define SITE_DATABASE "trestle.db"
#define SITE_SPOOL "spool"
#define SITE_ADDRESSES "addresses"
#define SITE_LOCK "manager.lock"
#define SITE_KEY "key"
#define SITE_SEND_LOCK "send.lock"

#endif
