/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-digest: composes the digests of views and hands them to the list
 * manager through the spool.  It reads through views alone, and knows neither
 * who reads a digest nor how it is addressed.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "digest/gather.h"
#include "digest/mail.h"
#include "digest/text.h"
#include "lib/base/child.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/spool/spool.h"

static const struct option_spec digest_options[] = {
	{ "print", NULL, "write the text to standard output, send nothing" },
	{ "due", NULL, "only views whose last one is digest_interval old" },
	{ "site", "DIR", "the site (else $TRESTLE_SITE, /var/lib/trestle)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec digest_spec = {
	.name = "trestle digest",
	.operands = "[VIEW...]",
	.meaning = "Compose the digest of each view (all: without one), of "
		   "what is new since its last, for those who receive "
		   "digests.",
	.options = digest_options,
	.usage_exit = EX_USAGE,
};

/* What is opened once. */
struct round {
	struct site *site;
	struct spool *spool; /* NULL: print */
	struct worker *worker;
	char *database;
	char *archive_url;
	int64_t now_s;
	bool is_due_only;
};

#define auto_round __attribute__((cleanup(round_release)))

static void
round_release(struct round *round)
{
	worker_free(round->worker);
	spool_close(round->spool);
	site_free(round->site);
	mem_cleanup_free(&round->database);
	mem_cleanup_free(&round->archive_url);
}

static enum rc
round_open(const struct options *options, struct round *ret, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_free char *program = child_program("trestle-worker");
	auto_free char *spool = NULL;
	size_t n_url;
	enum rc rc = site_become_owner(dir, err);

	if (rc == RC_OK)
		rc = site_open(dir, &ret->site, err);
	if (rc != RC_OK)
		return rc;
	spool = site_path(ret->site, SITE_SPOOL);
	if (!options_has(options, "print"))
		rc = spool_open(spool, &ret->spool, err);
	n_url = strlen(ret->site->archive_url);
	while (n_url > 0 && ret->site->archive_url[n_url - 1] == '/')
		n_url--;
	ret->archive_url = mem_dup_n(ret->site->archive_url, n_url);
	ret->database = site_path(ret->site, SITE_DATABASE);
	ret->worker = worker_new(program, &worker_default_limits);
	ret->is_due_only = options_has(options, "due");
	ret->now_s = clock_now_s();
	return rc;
}

static enum rc
hand_over(struct round *round, const char *view_name,
    const struct digest *digest, struct err *err)
{
	auto_envelope struct envelope envelope = ENVELOPE_INIT;
	auto_buf struct buf mail = BUF_INIT(MAIL_BYTES);
	enum rc rc = mail_write(digest, &mail, err);

	if (rc != RC_OK)
		return rc;
	envelope.received_s = round->now_s;
	envelope.sender = mem_dup("");
	envelope.digest = mem_format("%s %lld %lld", view_name,
	    (long long)digest->since_s, (long long)digest->until_s);
	rc = spool_accept_bytes(
	    round->spool, &envelope, mail.data, mail.len, err);
	if (rc == RC_OK)
		printf("%s: %s\n", view_name, digest->subject);
	return rc;
}

static void
print(const struct digest *digest)
{
	auto_buf struct buf text = BUF_INIT(TEXT_BYTES);

	text_write(digest, &text);
	fputs(buf_string(&text), stdout);
}

/* Does the view's next digest begin at since_s and has it time to tell? */
static enum rc
find_since(const struct round *round, struct view *view, int64_t *ret,
    bool *ret_is_time, struct err *err)
{
	int64_t since_s = round->now_s - GATHER_FIRST_S;
	int64_t rest_s =
	    round->is_due_only ? round->site->digest_interval_s : 1;
	enum rc rc = view_last_digest(view, &since_s, err);

	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	*ret = since_s;
	*ret_is_time = round->now_s - since_s >= rest_s;
	return RC_OK;
}

static enum rc
digest_view(struct round *round, const char *view_name, struct err *err)
{
	auto_view struct view *view = NULL;
	auto_digest struct digest digest = { .title = NULL };
	struct gathering gathering = {
		.view_name = view_name,
		.archive_url = round->archive_url,
		.worker = round->worker,
		.until_s = round->now_s,
	};
	bool is_time = false;
	enum rc rc = view_open(round->database, view_name, &view, err);

	if (rc == RC_OK)
		rc = find_since(round, view, &gathering.since_s, &is_time, err);
	if (rc != RC_OK || !is_time)
		return rc;
	gathering.view = view;
	rc = digest_gather(&gathering, &digest, err);
	if (rc == RC_NOENT)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	text_fit(&digest);
	if (round->spool != NULL)
		return hand_over(round, view_name, &digest, err);
	print(&digest);
	return RC_OK;
}

static enum rc
find_views(const struct round *round, const struct options *options,
    struct strv *ret, struct err *err)
{
	size_t n = options_n_operands(options);

	for (size_t i = 0; i < n; i++)
		strv_add(ret, options_operand(options, i));
	return n > 0 ? RC_OK : view_names(round->database, ret, err);
}

static void
complain(const struct err *err)
{
	fprintf(stderr, "%s: %s\n", digest_spec.name, err->text);
}

int
main(int argc, char **argv)
{
	bool is_typed = argc > 1 && strcmp(argv[1], "digest") == 0;
	auto_options struct options *options =
	    options_parse(&digest_spec, argc - is_typed, argv + is_typed);
	auto_round struct round round = { .site = NULL };
	auto_strv struct strv views = STRV_INIT;
	struct err err = ERR_INIT;
	enum rc rc, worst = RC_OK;

	umask(077);
	rc = round_open(options, &round, &err);
	if (rc == RC_OK)
		rc = find_views(&round, options, &views, &err);
	if (rc != RC_OK) {
		complain(&err);
		return err_exit_code(rc);
	}
	/* One view's trouble is not another's. */
	for (size_t i = 0; i < views.n; i++) {
		rc = digest_view(&round, views.v[i], &err);
		if (rc != RC_OK) {
			complain(&err);
			worst = rc;
		}
	}
	return err_exit_code(worst);
}
