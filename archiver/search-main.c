/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-search: `trestle search VIEW WORD...`.  It opens a view and nothing
 * else.
 */
#include <stdint.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "archiver/columns.h"
#include "archiver/hits.h"
#include "archiver/search-query.h"
#include "lib/base/ascii.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"

enum { USUAL_LIMIT = 25, MOST_LIMIT = 1000000 };

static const struct option_spec option_table[] = {
	{ "limit", "N", "at most so many posts (25)" },
	{ "json", NULL, "one JSON array" },
	{ "site", "DIR", "the site (else $TRESTLE_SITE, /var/lib/trestle)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec spec = {
	.name = "trestle search",
	.operands = "VIEW WORD...",
	.meaning =
	    "Find posts of a view (LIST.client, LIST.internal, company), "
	    "newest first.\n"
	    "All words must be there.  \"a phrase\"  begin*  -not  from:  "
	    "subject:  list:\n"
	    "before:2026-11-23  after:2026-11   (several words in one operand "
	    "are a phrase)",
	.options = option_table,
	.usage_exit = EX_USAGE,
	.has_dash_operands = true,
};

static size_t
limit_of(const struct options *options)
{
	const char *text = options_get(options, "limit");
	uint64_t n = USUAL_LIMIT;

	if (text != NULL && (!ascii_number(text, MOST_LIMIT, &n) || n == 0))
		options_misuse(&spec,
		    "--limit takes a number from 1 to %d, not '%s'", MOST_LIMIT,
		    text);
	return (size_t)n;
}

static enum rc
parse(const struct options *options, struct search_query *ret, struct err *err)
{
	size_t n = options_n_operands(options) - 1;
	auto_free const char **words = mem_zero(n, sizeof(*words));

	for (size_t i = 0; i < n; i++)
		words[i] = options_operand(options, i + 1);
	return search_query_parse(words, n, ret, err);
}

static enum rc
show(const struct options *options, const struct view_posts *posts,
    struct err *err)
{
	auto_buf struct buf out = BUF_INIT(SIZE_MAX / 2);

	if (options_has(options, "json"))
		hits_add_json(&out, posts);
	else if (isatty(STDOUT_FILENO))
		hits_add_table(&out, posts, columns_of_terminal(STDOUT_FILENO));
	else
		hits_add_lines(&out, posts);
	if (posts->n == 0)
		fprintf(stderr, "nothing found\n");
	return file_write_all(
	    STDOUT_FILENO, buf_string(&out), out.len, "standard output", err);
}

static enum rc
open_view(const struct options *options, struct view **ret, struct err *err)
{
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_free char *name =
	    ascii_make_lower(mem_dup(options_operand(options, 0)));
	auto_site struct site *site = NULL;
	auto_free char *database = NULL;
	enum rc rc = site_become_owner(dir, err);

	if (rc == RC_OK)
		rc = site_open(dir, &site, err);
	if (rc != RC_OK)
		return rc;
	database = site_path(site, SITE_DATABASE);
	return view_open(database, name, ret, err);
}

static enum rc
run(const struct options *options, struct err *err)
{
	auto_search_query struct search_query query = { .terms = NULL };
	auto_view struct view *view = NULL;
	auto_view_posts struct view_posts posts = { .n = 0 };
	size_t limit = limit_of(options);
	enum rc rc = parse(options, &query, err);

	if (rc == RC_OK)
		rc = open_view(options, &view, err);
	if (rc == RC_OK)
		rc = view_search(view, &query.search, 0, limit, &posts, err);
	return rc == RC_OK ? show(options, &posts, err) : rc;
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&spec, argc - 1, argv + 1);
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) < 2)
		options_misuse(&spec, "name a view, then what to find");
	rc = run(options, &err);
	if (rc == RC_OK)
		return 0;
	fprintf(stderr, "trestle search: %s\n", err.text);
	return err_exit_code(rc);
}
