/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-export: `trestle export VIEW`.  It opens a view and nothing else.
 */
#include <stdint.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "archiver/mbox.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/store/view.h"

/* A post is written when it is this much, or the last. */
enum { FLUSH_BYTES = 1024 * 1024 };

static const struct option_spec option_table[] = {
	{ "site", "DIR", "the site (else $TRESTLE_SITE, /var/lib/trestle)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec spec = {
	.name = "trestle export",
	.operands = "VIEW",
	.meaning = "Write the posts of a view (LIST.client, LIST.internal, "
		   "company) to standard output as mboxrd, oldest first.",
	.options = option_table,
	.usage_exit = EX_USAGE,
};

static enum rc
flush(struct buf *buf, struct err *err)
{
	enum rc rc = file_write_all(
	    STDOUT_FILENO, buf_string(buf), buf->len, "standard output", err);

	buf_clear(buf);
	return rc;
}

static enum rc
export_post(struct view *view, const struct view_post *post, struct buf *buf,
    struct err *err)
{
	auto_free char *raw = NULL;
	size_t n_raw = 0;
	enum rc rc = view_raw(view, post->id, &raw, &n_raw, err);

	if (rc == RC_NOENT)
		return RC_OK;
	if (rc != RC_OK)
		return err_prefix(err, rc, "%s", post->name);
	mbox_add(buf, post->accepted_s, raw, n_raw);
	return buf->len < FLUSH_BYTES ? RC_OK : flush(buf, err);
}

static enum rc
export_view(const char *database, const char *name, struct err *err)
{
	auto_view struct view *view = NULL;
	auto_view_posts struct view_posts posts = { .n = 0 };
	auto_buf struct buf buf = BUF_INIT(SIZE_MAX / 2);
	enum rc rc = view_open(database, name, &view, err);

	if (rc == RC_OK)
		rc = view_accepted(view, 0, INT64_MAX, &posts, err);
	for (size_t i = 0; rc == RC_OK && i < posts.n; i++)
		rc = export_post(view, &posts.v[i], &buf, err);
	return rc == RC_OK ? flush(&buf, err) : rc;
}

static enum rc
run(const struct options *options, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_site struct site *site = NULL;
	auto_free char *database = NULL;
	enum rc rc = site_become_owner(dir, err);

	if (rc == RC_OK)
		rc = site_open(dir, &site, err);
	if (rc != RC_OK)
		return rc;
	database = site_path(site, SITE_DATABASE);
	return export_view(database, options_operand(options, 0), err);
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&spec, argc - 1, argv + 1);
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) != 1)
		options_misuse(&spec, "name the one view to export");
	rc = run(options, &err);
	if (rc == RC_OK)
		return 0;
	fprintf(stderr, "trestle export: %s\n", err.text);
	return err_exit_code(rc);
}
