/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle init`: makes a site.  A folder is a site from the moment it holds
 * a trestle.conf; all else that init makes is found and kept when it is
 * there, so that a broken init is simply run again.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/hash/secret.h"
#include "lib/spool/spool.h"
#include "list-manager/addresses.h"
#include "trestle/admin.h"
#include "trestle/conf.h"

static const struct option_spec init_options[] = {
	{ "domain", "NAME", "the domain of the lists (needed)" },
	{ "internal-domain", "NAME",
	    "the domain of their internal side (internal.DOMAIN)" },
	{ "internal-prefix", "PREFIX",
	    "a prefix instead, where DNS forbids a domain of its own" },
	{ "submission-domain", "NAME",
	    "added to submitters whom the MTA names without one" },
	{ "smtp-server", "HOST:PORT", "the MTA that takes our mail" },
	{ "owner", "ADDRESS", "who runs the site" },
	{ NULL, NULL, NULL },
};

static const struct command_spec init_spec = {
	.name = "trestle init",
	.operands = "DIR",
	.meaning = "Make a site in DIR, which is made when it is not there.",
	.options = init_options,
	.usage_exit = EX_USAGE,
};

/* The options that are settings. */
static const struct {
	const char *option;
	const char *setting;
} choices[] = {
	{ "domain", "domain" },
	{ "internal-domain", "internal_domain" },
	{ "internal-prefix", "internal_prefix" },
	{ "submission-domain", "submission_domain" },
	{ "smtp-server", "smtp_server" },
	{ "owner", "owner" },
};

enum { N_CHOICES = sizeof(choices) / sizeof(choices[0]) };

/* What was chosen for the settings file. */
struct chosen {
	struct conf_value v[N_CHOICES + 1];
	size_t n;
};

/* A value is one line of the file. */
static void
choose(struct chosen *chosen, const char *setting, const char *value)
{
	for (const char *c = value; *c != '\0'; c++)
		if (ascii_is_control(*c))
			options_misuse(&init_spec,
			    "%s must not hold control characters", setting);
	chosen->v[chosen->n++] = (struct conf_value){ setting, value };
}

/* internal_domain is what is used where nothing is said. */
static struct chosen
read_choices(const struct options *options, const char *internal_domain)
{
	bool has_domain = options_has(options, "internal-domain");
	bool has_prefix = options_has(options, "internal-prefix");
	struct chosen chosen = { .n = 0 };

	if (has_domain && has_prefix)
		options_misuse(&init_spec,
		    "--internal-domain and --internal-prefix exclude "
		    "each other");
	for (size_t i = 0; i < N_CHOICES; i++) {
		const char *value = options_get(options, choices[i].option);

		if (value != NULL)
			choose(&chosen, choices[i].setting, value);
	}
	if (!has_domain && !has_prefix)
		choose(&chosen, "internal_domain", internal_domain);
	return chosen;
}

/* A folder that others can look into would show them what init makes. */
static enum rc
make_folder(const char *dir, struct err *err)
{
	struct stat st;
	enum rc rc = file_make_dir(dir, 0700, err);

	if (rc != RC_OK)
		return rc;
	if (stat(dir, &st) != 0)
		return err_errno(err, "%s", dir);
	if ((st.st_mode & 077) != 0)
		return err_set(err, RC_PERM, "5.0.0",
		    "%s is open to others; run chmod 700 %s first", dir, dir);
	return RC_OK;
}

/* The settings file, unless there is one. */
static enum rc
write_conf(const char *conf, const struct chosen *chosen, struct err *err)
{
	auto_buf struct buf text = BUF_INIT(65536);
	struct stat st;

	if (lstat(conf, &st) == 0)
		return err_set(err, RC_PERM, "5.0.0",
		    "%s: is there already, so this is a site; choose another "
		    "folder, or change the settings in that file",
		    conf);
	if (errno != ENOENT)
		return err_errno(err, "%s", conf);
	conf_write(&text, site_settings, n_site_settings, chosen->v, chosen->n);
	return file_replace(conf, text.data, text.len, 0600, err);
}

/* Everything else, from the settings as they are read back. */
static enum rc
fill_site(const struct site *site, struct err *err)
{
	auto_store struct store *store = NULL;
	auto_free char *database = NULL, *spool = NULL, *key = NULL;
	struct secret secret;
	enum rc rc;

	database = site_path(site, SITE_DATABASE);
	spool = site_path(site, SITE_SPOOL);
	key = site_path(site, SITE_KEY);
	rc = secret_load(key, 1, &secret, err);
	if (rc != RC_OK)
		return rc;
	rc = spool_create(spool, err);
	if (rc != RC_OK)
		return rc;
	rc = store_open(database, STORE_CREATE, &store, err);
	if (rc != RC_OK)
		return err_prefix(err, rc, "%s", database);
	return addresses_publish(store, site, err);
}

static void
print_next(const struct site *site)
{
	const char *dir = site->dir;

	printf("%s is a site now; its settings stand in %s/%s.\n\n", dir, dir,
	    SITE_CONF);
	printf("What comes next:\n"
	       "  export TRESTLE_SITE=%s\n"
	       "  trestle list add NAME --mixed --purpose \"ONE SENTENCE\"\n"
	       "  trestle member add NAME ADDRESS... --side internal\n"
	       "  trestle member add NAME ADDRESS... --side client\n"
	       "  trestle doctor\n"
	       "  trestle serve\n\n"
	       "How an MTA hands mail in: trestle-hook(8).\n",
	    dir);
}

int
admin_init(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&init_spec, argc, argv);
	const char *domain = options_get(options, "domain");
	auto_site struct site *site = NULL;
	auto_free char *conf = NULL, *internal_domain = NULL;
	struct err err = ERR_INIT;
	struct chosen chosen;
	const char *dir;
	enum rc rc;

	if (options_n_operands(options) != 1)
		options_misuse(&init_spec, "name the one folder of the site");
	if (domain == NULL)
		options_misuse(&init_spec,
		    "--domain is needed: the domain of the lists, "
		    "such as lists.example.com");
	dir = options_operand(options, 0);
	internal_domain = mem_format("internal.%s", domain);
	chosen = read_choices(options, internal_domain);

	conf = file_join(dir, SITE_CONF);
	rc = make_folder(dir, &err);
	if (rc == RC_OK)
		rc = site_become_owner(dir, &err);
	if (rc == RC_OK)
		rc = write_conf(conf, &chosen, &err);
	if (rc != RC_OK)
		return admin_fail(rc, &err);
	rc = site_open(dir, &site, &err);
	if (rc == RC_OK)
		rc = fill_site(site, &err);
	if (rc != RC_OK) {
		unlink(conf);
		return admin_fail(rc, &err);
	}
	print_next(site);
	return 0;
}
