/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-web: `trestle web [VIEW...]`, the static sites of views.
 */
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "lib/base/child.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/store/view.h"
#include "web-archive/build.h"

static const struct option_spec web_options[] = {
	{ "site", "DIR", "the site's folder; else $TRESTLE_SITE" },
	{ "full", NULL, "write all pages anew, remove what is not theirs" },
	{ NULL, NULL, NULL },
};

static const struct command_spec web_spec = {
	.name = "trestle web",
	.operands = "[VIEW...]",
	.meaning = "Write the pages of views (all of them), what changed only.",
	.options = web_options,
	.usage_exit = EX_USAGE,
};

static enum rc
build_one(const struct site *site, struct worker *worker, const char *name,
    bool is_full, struct err *err)
{
	struct build_counts counts = { .n_written = 0 };
	enum rc rc = build_view(site, worker, name, is_full, &counts, err);

	if (rc != RC_OK)
		return err_prefix(err, rc, "view %s", name);
	printf("%s: %" PRIu64 " written, %" PRIu64 " kept", name,
	    counts.n_written, counts.n_kept);
	if (counts.n_removed > 0)
		printf(", %" PRIu64 " removed", counts.n_removed);
	printf("\n");
	fflush(stdout);
	return RC_OK;
}

/* Two builders at once would write the same files. */
static enum rc
lock(const struct site *site, int *ret_fd, struct err *err)
{
	auto_free char *dir = site_path(site, BUILD_STATE);
	auto_free char *path = file_join(dir, "web.lock");
	enum rc rc = file_make_dir(dir, 0700, err);

	return rc == RC_OK ? file_lock(path, ret_fd, err) : rc;
}

static enum rc
choose_views(const struct site *site, const struct options *options,
    struct strv *ret, struct err *err)
{
	auto_free char *database = site_path(site, SITE_DATABASE);

	if (options_n_operands(options) == 0)
		return view_names(database, ret, err);
	for (size_t i = 0; i < options_n_operands(options); i++)
		strv_add(ret, options_operand(options, i));
	return RC_OK;
}

static enum rc
build_all(const struct options *options, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_free char *program = child_program("trestle-worker");
	auto_worker struct worker *worker =
	    worker_new(program, &worker_default_limits);
	auto_strv struct strv names = STRV_INIT;
	auto_site struct site *site = NULL;
	auto_close int lock_fd = -1;
	enum rc rc = site_become_owner(dir, err);

	if (rc == RC_OK)
		rc = site_open(dir, &site, err);
	if (rc == RC_OK)
		rc = lock(site, &lock_fd, err);
	if (rc == RC_OK)
		rc = choose_views(site, options, &names, err);
	for (size_t i = 0; rc == RC_OK && i < names.n; i++)
		rc = build_one(site, worker, names.v[i],
		    options_has(options, "full"), err);
	return rc;
}

int
main(int argc, char **argv)
{
	/* argv[1] is the subcommand, as with each of our programs. */
	auto_options struct options *options =
	    options_parse(&web_spec, argc - 1, argv + 1);
	struct err err = ERR_INIT;
	enum rc rc;

	/* A web server's group may read the pages. */
	umask(027);
	rc = build_all(options, &err);
	if (rc != RC_OK)
		fprintf(stderr, "trestle web: %s\n", err.text);
	return err_exit_code(rc);
}
