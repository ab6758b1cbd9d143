/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/site.h"

#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *conf, *want; /* a part of the sentence */
} refused[] = {
	{ "empty", "", "/trestle.conf: domain is not set; write domain = " },
	{ "the same domain twice",
	    "domain = lists.example.com\ninternal_domain = LISTS.example.com",
	    "internal_domain is the same as domain" },
	{ "no internal address", "domain = l.example\ninternal_prefix =\n",
	    "internal_prefix =  cannot begin an address; write" },
	{ "a prefix in capitals", "domain = l.example\ninternal_prefix = In-\n",
	    "internal_prefix = In- cannot begin an address; write" },
	{ "pages that are nowhere",
	    "domain = l.example\narchive_url = l.example/views\n",
	    "archive_url = l.example/views is no address of the web; write" },
	{ "pages behind a quote",
	    "domain = l.example\narchive_url = https://l.example/\"\n",
	    "is no address of the web; write" },
	{ "too many recipients",
	    "domain = l.example\nrecipients_per_transaction = 1001\n",
	    "trestle.conf:2: recipients_per_transaction = 1001 is out of "
	    "bounds; write 1 to 1000" },
};

static char *
write_conf(const char *conf)
{
	auto_free char *path = file_join(tap_scratch(), SITE_CONF);

	file_replace(path, conf, strlen(conf), 0600, NULL);
	return take(path);
}

static void
check_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		auto_free char *path = write_conf(refused[i].conf);
		struct site *site = NULL;
		struct err err = ERR_INIT;

		tap_is_int(site_open(tap_scratch(), &site, &err), RC_PERM,
		    "refused: %s", refused[i].name);
		tap_has(err.text, refused[i].want, "%s: the sentence",
		    refused[i].name);
		tap_has(err.text, path, "%s: the file", refused[i].name);
		tap_ok(site == NULL, "%s: no site", refused[i].name);
	}
}

static void
check_defaults(void)
{
	auto_free char *path = write_conf("domain = Lists.Example.com\n");
	auto_site struct site *site = NULL;
	auto_free char *spool = NULL;
	struct err err = ERR_INIT;

	tap_is_int(site_open(tap_scratch(), &site, &err), RC_OK, "opens");
	if (site == NULL) {
		tap_note("%s", err.text);
		return;
	}
	tap_is_string(site->domain, "lists.example.com", "in lower case");
	tap_is_string(site->internal_domain, "", "internal_domain");
	tap_is_string(site->internal_prefix, "internal-", "internal_prefix");
	tap_is_int(site->internal_from_outside, FROM_OUTSIDE_REFUSE,
	    "internal_from_outside");
	tap_is_string(site->submission_domain, "", "submission_domain");
	tap_is_int((intmax_t)site->signed_domains.n, 0, "signed_domains");
	tap_is_int((intmax_t)site->lenient_domains.n, 0, "lenient_domains");
	tap_is_string(site->smtp_server, "127.0.0.1:25", "smtp_server");
	tap_is_int((intmax_t)site->recipients_per_transaction, 100,
	    "recipients_per_transaction");
	tap_is_int((intmax_t)site->max_message_bytes, 25 * 1024 * 1024,
	    "max_message_bytes");
	tap_is_int(site->hold_time_s, 7 * 86400, "hold_time");
	tap_is_int(site->retry_time_s, 5 * 86400, "retry_time");
	tap_is_int(site->answer_interval_s, 86400, "answer_interval");
	tap_is_string(site->owner, "", "owner");
	spool = site_path(site, SITE_SPOOL);
	tap_ok(
	    spool[0] == '/' && strcmp(spool + strlen(spool) - 6, "/spool") == 0,
	    "its paths are absolute");
}

static void
check_values(void)
{
	auto_free char *path = write_conf("domain = lists.example.com\n"
					  "internal_domain = i.example.com\n"
					  "internal_prefix = \n"
					  "internal_from_outside = accept\n"
					  "signed_domains = A.example,\n"
					  "\tb.example\n");
	auto_site struct site *site = NULL;
	struct err err = ERR_INIT;

	if (!tap_is_int(site_open(tap_scratch(), &site, &err), RC_OK,
		"opens with values")) {
		tap_note("%s", err.text);
		return;
	}
	tap_is_string(site->internal_domain, "i.example.com", "the domain");
	tap_is_int(site->internal_from_outside, FROM_OUTSIDE_ACCEPT, "accept");
	tap_ok(strv_has(&site->signed_domains, "a.example") &&
		strv_has(&site->signed_domains, "b.example"),
	    "signed_domains");
}

static void
check_absent(void)
{
	auto_free char *empty = file_join(tap_scratch(), "empty");
	auto_free char *none = file_join(tap_scratch(), "none");
	struct site *site = NULL;
	struct err err = ERR_INIT;

	tap_is_int(site_open(none, &site, &err), RC_PERM, "no folder");
	tap_has(err.text, "; run trestle init ", "the remedy");
	tap_has(err.text, none, "the folder");
	file_make_dir(empty, 0700, NULL);
	tap_is_int(site_open(empty, &site, &err), RC_PERM, "no trestle.conf");
	tap_has(err.text,
	    "is no site, for it has no trestle.conf; run "
	    "trestle init ",
	    "the remedy");
	site_free(NULL);
}

int
main(void)
{
	check_defaults();
	check_values();
	check_refused();
	check_absent();
	for (size_t i = 0; i < n_site_settings; i++)
		tap_ok(site_settings[i].meaning != NULL, "%s has a meaning",
		    site_settings[i].name);
	unsetenv("TRESTLE_SITE");
	tap_is_string(site_default_dir(NULL), "/var/lib/trestle", "default");
	setenv("TRESTLE_SITE", "/env", 1);
	tap_is_string(site_default_dir(NULL), "/env", "the environment");
	tap_is_string(site_default_dir("/opt"), "/opt", "the option first");
	return tap_done();
}
