/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/site.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"

static const char *const refuse_or_accept[] = {
	[FROM_OUTSIDE_REFUSE] = "refuse", [FROM_OUTSIDE_ACCEPT] = "accept", NULL
};

#define FIELD(member) .offset = offsetof(struct site, member)

const struct setting site_settings[] = {
	{ .name = "domain",
	    .type = SETTING_DOMAIN,
	    FIELD(domain),
	    .initial = "",
	    .meaning = "The domain of the lists: both sides read what is "
		       "posted to LIST@domain.  It must be set." },
	{ .name = "internal_domain",
	    .type = SETTING_DOMAIN,
	    FIELD(internal_domain),
	    .initial = "",
	    .meaning = "The domain of the internal side: what is posted to "
		       "LIST@internal_domain stays inside.  Empty where DNS "
		       "has none: then internal_prefix is used." },
	{ .name = "internal_prefix",
	    .type = SETTING_TEXT,
	    FIELD(internal_prefix),
	    .initial = "internal-",
	    .meaning = "Without internal_domain, what stands before the name "
		       "of a list in the address of its internal side." },
	{ .name = "internal_from_outside",
	    .type = SETTING_CHOICE,
	    FIELD(internal_from_outside),
	    .initial = "refuse",
	    .choices = refuse_or_accept,
	    .meaning = "Whether mail to an internal address that was not "
		       "submitted by an insider is refused, or accepted as a "
		       "visitor's where insiders' mail comes through the "
		       "border." },
	{ .name = "submission_domain",
	    .type = SETTING_DOMAIN,
	    FIELD(submission_domain),
	    .initial = "",
	    .meaning = "The domain that is added to a submitter whom the MTA "
		       "names without one." },
	{ .name = "signed_domains",
	    .type = SETTING_DOMAINS,
	    FIELD(signed_domains),
	    .initial = "",
	    .meaning = "Domains that our MTA signs for with DKIM: their "
		       "authors keep their From on mixed lists." },
	{ .name = "lenient_domains",
	    .type = SETTING_DOMAINS,
	    FIELD(lenient_domains),
	    .initial = "",
	    .meaning = "Other domains known to publish no strict DMARC "
		       "policy: their authors keep their From too; all "
		       "others' is rewritten on mixed lists." },
	{ .name = "smtp_server",
	    .type = SETTING_SERVER,
	    FIELD(smtp_server),
	    .initial = "127.0.0.1:25",
	    .meaning = "The MTA that takes our mail, as host:port." },
	{ .name = "recipients_per_transaction",
	    .type = SETTING_COUNT,
	    FIELD(recipients_per_transaction),
	    .initial = "100",
	    .min = 1,
	    .max = 1000,
	    .meaning = "How many recipients one SMTP transaction has at "
		       "most." },
	{ .name = "max_message_bytes",
	    .type = SETTING_BYTES,
	    FIELD(max_message_bytes),
	    .initial = "25M",
	    .min = 1024,
	    .max = 1024 * 1024 * 1024,
	    .meaning = "The largest message that is taken; set the MTA's own "
		       "limit no higher." },
	{ .name = "hold_time",
	    .type = SETTING_TIME,
	    FIELD(hold_time_s),
	    .initial = "7d",
	    .min = CLOCK_HOUR_S,
	    .max = 90 * CLOCK_DAY_S,
	    .meaning = "How long a held message waits for its answer." },
	{ .name = "retry_time",
	    .type = SETTING_TIME,
	    FIELD(retry_time_s),
	    .initial = "5d",
	    .min = CLOCK_MINUTE_S,
	    .max = 30 * CLOCK_DAY_S,
	    .meaning = "How long sending to a recipient is tried." },
	{ .name = "answer_interval",
	    .type = SETTING_TIME,
	    FIELD(answer_interval_s),
	    .initial = "1d",
	    .max = 30 * CLOCK_DAY_S,
	    .meaning = "A sender gets one automatic answer of a kind in this "
		       "time." },
	{ .name = "web_delay",
	    .type = SETTING_TIME,
	    FIELD(web_delay_s),
	    .initial = "1m",
	    .max = 30 * CLOCK_DAY_S,
	    .meaning = "The least time between two builds of the pages by "
		       "trestle serve; 0 for none." },
	{ .name = "digest_interval",
	    .type = SETTING_TIME,
	    FIELD(digest_interval_s),
	    .initial = "1d",
	    .max = 30 * CLOCK_DAY_S,
	    .meaning = "How often those who receive digests get one; 0 for "
		       "never." },
	{ .name = "archive_url",
	    .type = SETTING_TEXT,
	    FIELD(archive_url),
	    .initial = "",
	    .meaning = "Where the pages are read: the address of the folder "
		       "views, with a page of the view V below V/.  Empty "
		       "where there are none: then digests have no links." },
	{ .name = "owner",
	    .type = SETTING_ADDRESS,
	    FIELD(owner),
	    .initial = "",
	    .meaning = "The address of the operator, who is told what nobody "
		       "else can mend." },
};

const size_t n_site_settings = sizeof(site_settings) / sizeof(site_settings[0]);

/* It stands in mails, between tags and in text: nothing may end it early. */
static bool
is_url(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~' || strchr("\"'<>\\^`{|}", *p) != NULL)
			return false;
	return ascii_has_prefix(text, "https://") ||
	    ascii_has_prefix(text, "http://");
}

/* What one line alone cannot show. */
static enum rc
check(const struct site *site, const char *conf, struct err *err)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
	const char *prefix = site->internal_prefix;

	if (site->domain[0] == '\0')
		return err_set(err, RC_PERM, "5.3.5",
		    "%s: domain is not set; write domain = "
		    "lists.example.com with your own",
		    conf);
	if (strcmp(site->domain, site->internal_domain) == 0)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s: internal_domain is the same as domain, so internal "
		    "words would reach clients; write another, or leave it "
		    "empty and use internal_prefix",
		    conf);
	if (site->internal_domain[0] == '\0' &&
	    (prefix[0] == '\0' || strspn(prefix, allowed) != strlen(prefix)))
		return err_set(err, RC_PERM, "5.3.5",
		    "%s: internal_prefix = %s cannot begin an address; write "
		    "small letters, digits and hyphens, such as internal-",
		    conf, prefix);
	if (site->archive_url[0] != '\0' && !is_url(site->archive_url))
		return err_set(err, RC_PERM, "5.3.5",
		    "%s: archive_url = %s is no address of the web; write "
		    "one such as https://lists.example.com/views",
		    conf, site->archive_url);
	return RC_OK;
}

enum rc
site_open(const char *dir, struct site **ret, struct err *err)
{
	auto_site struct site *site = mem_zero(1, sizeof(*site));
	auto_free char *conf = NULL;
	enum rc rc;

	site->dir = realpath(dir, NULL);
	if (site->dir == NULL && errno != ENOENT && errno != ENOTDIR)
		return err_errno(err, "cannot open the site %s", dir);
	if (site->dir == NULL)
		return err_set(err, RC_PERM, "5.3.5",
		    "there is no site %s; run trestle init %s", dir, dir);
	conf = site_path(site, SITE_CONF);
	rc = settings_load(site_settings, n_site_settings, conf, site, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s is no site, for it has no %s; run trestle init %s",
		    site->dir, SITE_CONF, site->dir);
	if (rc != RC_OK)
		return rc;
	rc = check(site, conf, err);
	if (rc != RC_OK)
		return rc;
	*ret = take(site);
	return RC_OK;
}

void
site_free(struct site *site)
{
	if (site == NULL)
		return;
	settings_release(site_settings, n_site_settings, site);
	free(site->dir);
	free(site);
}

void
site_cleanup(struct site **site)
{
	site_free(*site);
}

char *
site_path(const struct site *site, const char *name)
{
	return file_join(site->dir, name);
}

enum rc
site_become_owner(const char *dir, struct err *err)
{
	struct stat st;

	/* What is wrong with the folder is told by whoever opens it. */
	if (geteuid() != 0 || stat(dir, &st) != 0 || st.st_uid == 0)
		return RC_OK;
	if (setgroups(0, NULL) != 0 || setgid(st.st_gid) != 0 ||
	    setuid(st.st_uid) != 0)
		return err_errno(err, "cannot become the owner of %s", dir);
	return RC_OK;
}

const char *
site_default_dir(const char *option)
{
	const char *from_environment = getenv("TRESTLE_SITE");

	if (option != NULL)
		return option;
	return from_environment != NULL ? from_environment : "/var/lib/trestle";
}
