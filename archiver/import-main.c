/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-import: `trestle import LIST FILE...`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "archiver/import.h"
#include "lib/base/ascii.h"
#include "lib/base/child.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"

enum { SHOWN_BYTES = 300 };

static const struct option_spec option_table[] = {
	{ "internal", NULL, "into the internal side of a mixed list" },
	{ "mboxo", NULL,
	    "only '>From ' was guarded by a '>', not '>>From ' as well" },
	{ "site", "DIR", "the site (else $TRESTLE_SITE, /var/lib/trestle)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec spec = {
	.name = "trestle import",
	.operands = "LIST FILE...",
	.meaning = "Post the messages of mbox files and Maildirs to a list, "
		   "sending nothing; '-' is standard input.  What is there "
		   "already is passed over.",
	.options = option_table,
	.usage_exit = EX_USAGE,
};

static int
fail(enum rc rc, const struct err *err)
{
	fprintf(stderr, "trestle import: %s\n", err->text);
	return err_exit_code(rc);
}

/* The line that is written over and over, on a terminal. */
struct progress {
	bool is_shown;
	int64_t begin_ms;
};

static double
seconds(const struct progress *progress)
{
	int64_t ms = clock_monotonic_ms() - progress->begin_ms;

	return (double)(ms > 0 ? ms : 1) / 1000;
}

static void
show_progress(const struct progress *progress, const struct import *import)
{
	uint64_t n = import->n_posted + import->n_known + import->n_bad;

	if (progress->is_shown)
		fprintf(stderr, "\r%" PRIu64 " messages, %.0f a second  ", n,
		    (double)n / seconds(progress));
}

static void
hide_progress(const struct progress *progress)
{
	if (progress->is_shown)
		fprintf(stderr, "\r\033[K");
}

static void
tell_problems(const struct progress *progress, const char *path,
    const struct strv *problems)
{
	if (problems->n > 0)
		hide_progress(progress);
	for (size_t i = 0; i < problems->n; i++) {
		auto_free char *shown =
		    ascii_printable(problems->v[i], SHOWN_BYTES);

		fprintf(stderr, "trestle import: %s: %s\n", path, shown);
	}
}

static enum rc
import_source(struct import *import, struct source *source, const char *path,
    const struct progress *progress, struct err *err)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		auto_strv struct strv problems = STRV_INIT;

		rc = import_batch(import, source, &problems, err);
		tell_problems(progress, path, &problems);
		if (rc == RC_OK)
			show_progress(progress, import);
	}
	hide_progress(progress);
	return rc == RC_NOENT ? RC_OK : err_prefix(err, rc, "%s", path);
}

/* The files are opened before root becomes the site's user, who may not read
 * them. */
static enum rc
open_sources(const struct options *options, const struct site *site,
    struct source **sources, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 1; rc == RC_OK && i < options_n_operands(options); i++)
		rc = source_open(options_operand(options, i),
		    options_has(options, "mboxo"), site->max_message_bytes,
		    &sources[i], err);
	return rc;
}

static enum rc
find_list(
    struct store *store, const char *name, struct list *ret, struct err *err)
{
	auto_free char *small = ascii_make_lower(mem_dup(name));
	auto_free char *shown = ascii_printable(name, 60);
	enum rc rc = list_by_name(store, small, ret, err);

	if (rc != RC_NOENT)
		return rc;
	return err_set(err, RC_PERM, "5.1.1",
	    "there is no list '%s'; 'trestle list' shows them all", shown);
}

static enum rc
import_all(const struct options *options, struct import *import,
    struct source **sources, struct err *err)
{
	struct progress progress = { isatty(STDERR_FILENO),
		clock_monotonic_ms() };
	enum rc rc = RC_OK;

	for (size_t i = 1; rc == RC_OK && i < options_n_operands(options); i++)
		rc = import_source(import, sources[i],
		    options_operand(options, i), &progress, err);
	printf("%s: %" PRIu64 " posted, %" PRIu64 " there already, %" PRIu64
	       " bad, in %.1f s (%.0f a second)\n",
	    import->list->name, import->n_posted, import->n_known,
	    import->n_bad, seconds(&progress),
	    (double)(import->n_posted + import->n_known + import->n_bad) /
		seconds(&progress));
	return rc;
}

/* With the sources open and the site known. */
static enum rc
import_into(const struct options *options, const struct site *site,
    struct source **sources, struct err *err)
{
	auto_free char *path = site_path(site, SITE_DATABASE);
	auto_free char *program = child_program("trestle-worker");
	auto_store struct store *store = NULL;
	auto_list struct list list = { .id = 0 };
	auto_subjects struct subjects *subjects = NULL;
	struct import import = {
		.list = &list,
		.domain = site->domain,
		.now_s = clock_now_s(),
	};
	enum rc rc = store_open(path, STORE_WRITE, &store, err);

	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "4.3.5",
		    "%s: there is no database; restore it from a backup", path);
	if (rc == RC_OK)
		rc = find_list(store, options_operand(options, 0), &list, err);
	if (rc == RC_OK)
		rc = subjects_new(&subjects, err);
	if (rc != RC_OK)
		return rc;
	import.store = store;
	import.subjects = subjects;
	import.side = list.shared_id == 0 || options_has(options, "internal")
	    ? SIDE_INTERNAL
	    : SIDE_CLIENT;
	for (size_t i = 0; i < IMPORT_WORKERS; i++)
		import.workers[i] = worker_new(program, &worker_default_limits);
	rc = import_all(options, &import, sources, err);
	for (size_t i = 0; i < IMPORT_WORKERS; i++)
		worker_free(import.workers[i]);
	return rc;
}

static enum rc
run(const struct options *options, struct source **sources, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_site struct site *site = NULL;
	enum rc rc = site_open(dir, &site, err);

	if (rc == RC_OK)
		rc = open_sources(options, site, sources, err);
	if (rc == RC_OK)
		rc = site_become_owner(dir, err);
	if (rc == RC_OK)
		rc = import_into(options, site, sources, err);
	return rc;
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&spec, argc - 1, argv + 1);
	size_t n = options_n_operands(options);
	auto_free struct source **sources = NULL;
	struct err err = ERR_INIT;
	enum rc rc;

	umask(077);
	if (n < 2)
		options_misuse(&spec, "name a list, then its files");
	sources = mem_zero(n, sizeof(*sources));
	rc = run(options, sources, &err);
	for (size_t i = 0; i < n; i++)
		source_free(sources[i]);
	return rc == RC_OK ? 0 : fail(rc, &err);
}
