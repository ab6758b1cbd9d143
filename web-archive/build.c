/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * B1  The mark is saved last, behind a sync of the pages: a build that was
 *     cut is done again from the same mark.
 * B2  A conversation that posts have left is built before the ones they
 *     stand in now: until then their permalinks still say where they were,
 *     so that a build that was cut finds it again.
 * B3  A page is written from the view alone, so a full build and any row of
 *     small ones end with the same bytes, names and times.
 */
#include "web-archive/build.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "web-archive/changes.h"
#include "web-archive/conversation.h"
#include "web-archive/feed.h"
#include "web-archive/front.h"
#include "web-archive/month.h"
#include "web-archive/page.h"

struct build {
	struct web web;
	bool is_full;
	bool is_outgrown; /* only a full build can mend what was found */
	struct changes changes;
};

#define auto_build __attribute__((cleanup(build_release)))

static void
build_release(struct build *build)
{
	view_close(build->web.view);
	docroot_release(&build->web.docroot);
	state_release(&build->web.state);
	view_lists_release(&build->web.lists);
	changes_release(&build->changes);
}

/* -- pages ---------------------------------------------------------------- */

static void
touch_months(struct web *web, const struct conversation *conversation)
{
	for (size_t i = 0; i < conversation->n; i++) {
		const struct view_post *post = &conversation->v[i].post;
		char month[WHEN_MONTH_BYTES];

		if (!web_is_own(web, post->list))
			continue;
		when_month(post->date_s, month);
		state_get(&web->state, post->list, month)->is_touched = true;
	}
}

static enum rc
put_conversation(
    struct build *build, int64_t root_id, bool *ret_is_own, struct err *err)
{
	auto_conversation struct conversation conversation = { .n = 0 };
	enum rc rc =
	    conversation_load(build->web.view, root_id, &conversation, err);

	if (rc != RC_OK)
		return rc;
	*ret_is_own = conversation_is_own(&build->web, &conversation);
	if (!*ret_is_own)
		return RC_OK;
	touch_months(&build->web, &conversation);
	return conversation_put(&build->web, &conversation, err);
}

/* B2 */
static enum rc
put_conversations(struct build *build, struct err *err)
{
	const struct changes *changes = &build->changes;
	bool is_own = true;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < changes->left.n; i++) {
		rc = put_conversation(build, changes->left.v[i], &is_own, err);
		/* The last post of our own has left it: what else stands
		 * there is not shown any more. */
		if (!is_own)
			build->is_outgrown = true;
	}
	for (size_t i = 0; rc == RC_OK && i < changes->stand.n; i++)
		rc = put_conversation(build, changes->stand.v[i], &is_own, err);
	return rc;
}

static enum rc
put_months(struct build *build, struct err *err)
{
	struct state *state = &build->web.state;

	for (size_t i = 0; i < state->n; i++) {
		auto_free char *list = mem_dup(state->v[i].list);
		char month[WHEN_MONTH_BYTES];
		enum rc rc;

		memcpy(month, state->v[i].month, sizeof(month));
		if (!state->v[i].is_touched)
			continue;
		rc = month_put(&build->web, list, month, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* A hash of what the pages say about the lists. */
static void
name_lists(const struct view_lists *lists, char ret[NAME_BYTES])
{
	auto_buf struct buf said = BUF_INIT(SIZE_MAX / 2);
	unsigned char hash[SHA256_BYTES];

	for (size_t i = 0; i < lists->n; i++)
		buf_format(&said, "%s\n%s\n%d%d\n", lists->v[i].name,
		    lists->v[i].purpose, lists->v[i].is_mixed,
		    lists->v[i].is_own);
	sha256(buf_string(&said), said.len, hash);
	name_of_hash(hash, ret);
}

static bool
is_touched(const struct state *state, const char *list)
{
	for (size_t i = 0; i < state->n; i++)
		if (state->v[i].is_touched &&
		    strcmp(state->v[i].list, list) == 0)
			return true;
	return false;
}

static enum rc
put_lists(struct build *build, bool all, struct err *err)
{
	struct web *web = &build->web;
	bool any = all;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < web->lists.n; i++) {
		const struct view_list *list = &web->lists.v[i];

		if (!list->is_own ||
		    (!all && !is_touched(&web->state, list->name)))
			continue;
		any = true;
		rc = front_put_list(web, list, err);
		if (rc == RC_OK)
			rc = feed_put(web, list->name, err);
	}
	if (rc == RC_OK && any)
		rc = front_put(web, err);
	if (rc == RC_OK && any)
		rc = feed_put(web, NULL, err);
	return rc;
}

/* What was written below a folder changed its time. */
static enum rc
set_times(const struct build *build, struct err *err)
{
	const struct web *web = &build->web;
	const struct {
		const char *path;
		int64_t time_s;
	} folders[] = {
		{ "m", web->state.newest_s },
		{ "c", web->state.newest_s },
		{ "a", web->state.newest_file_s },
		{ "list", front_newest_s(web, NULL) },
		{ "", web->state.newest_s },
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < web->lists.n; i++) {
		auto_free char *path =
		    mem_format("list/%s", web->lists.v[i].name);

		rc = docroot_set_time(&web->docroot, path,
		    front_newest_s(web, web->lists.v[i].name), err);
	}
	for (size_t i = 0;
	     rc == RC_OK && i < sizeof(folders) / sizeof(folders[0]); i++)
		rc = docroot_set_time(
		    &web->docroot, folders[i].path, folders[i].time_s, err);
	return rc;
}

static enum rc
put_pages(struct build *build, struct err *err)
{
	char lists[NAME_BYTES];
	bool all = build->is_full;
	enum rc rc;

	name_lists(&build->web.lists, lists);
	if (strcmp(lists, build->web.state.lists) != 0)
		all = true;
	memcpy(build->web.state.lists, lists, sizeof(lists));
	rc = put_conversations(build, err);
	if (rc != RC_OK || build->is_outgrown)
		return rc;
	rc = put_months(build, err);
	if (rc == RC_OK && all)
		rc = page_put_style(&build->web, err);
	if (rc == RC_OK)
		rc = put_lists(build, all, err);
	if (rc == RC_OK && build->is_full)
		rc = docroot_sweep(&build->web.docroot, err);
	return rc == RC_OK ? set_times(build, err) : rc;
}

/* -- one build ------------------------------------------------------------ */

/* Do both sides speak in the view? */
static bool
has_two_sides(const struct web *web)
{
	const char *dot = strrchr(web->name, '.');

	if (dot == NULL || strcmp(dot, ".internal") != 0)
		return false;
	for (size_t i = 0; i < web->lists.n; i++)
		if (web->lists.v[i].is_own && web->lists.v[i].is_mixed)
			return true;
	return false;
}

static enum rc
open_docroot(struct build *build, const struct site *site, struct err *err)
{
	auto_free char *views = site_path(site, BUILD_VIEWS);
	auto_free char *dir = file_join(views, build->web.name);
	enum rc rc = file_make_dir(views, 0750, err);

	if (rc != RC_OK)
		return rc;
	return docroot_open(dir, build->is_full, &build->web.docroot, err);
}

static enum rc
open_build(struct build *build, const struct site *site, const char *state_path,
    const char *form, struct err *err)
{
	auto_free char *database = site_path(site, SITE_DATABASE);
	struct web *web = &build->web;
	enum rc rc = view_open(database, web->name, &web->view, err);

	if (rc == RC_OK)
		rc = view_lists(web->view, &web->lists, err);
	if (rc != RC_OK)
		return rc;
	web->has_two_sides = has_two_sides(web);
	web->hides_addresses = strcmp(web->name, "public") == 0;
	rc = build->is_full ? RC_NOENT
			    : state_load(state_path, form, &web->state, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	build->is_full = rc == RC_NOENT;
	return open_docroot(build, site, err);
}

static enum rc
run(struct build *build, const struct site *site, struct err *err)
{
	auto_free char *form = page_style_path();
	auto_free char *name =
	    mem_format(BUILD_STATE "/web-%s", build->web.name);
	auto_free char *path = site_path(site, name);
	enum rc rc = open_build(build, site, path, form, err);

	if (rc == RC_OK)
		rc = changes_read(
		    &build->web, !build->is_full, &build->changes, err);
	if (rc == RC_OK)
		rc = put_pages(build, err);
	if (rc != RC_OK || build->is_outgrown)
		return rc;
	/* B1 */
	if (build->web.docroot.n_written + build->web.docroot.n_removed > 0)
		rc = docroot_sync(&build->web.docroot, err);
	if (rc == RC_OK)
		rc = state_save(path, form, &build->web.state, err);
	return rc;
}

enum rc
build_view(const struct site *site, struct worker *worker, const char *name,
    bool is_full, struct build_counts *ret, struct err *err)
{
	auto_build struct build build = {
		.web = { .name = name,
		    .domain = site->domain,
		    .worker = worker },
		.is_full = is_full,
	};
	enum rc rc = run(&build, site, err);

	if (rc != RC_OK)
		return rc;
	if (build.is_outgrown)
		return build_view(site, worker, name, true, ret, err);
	ret->n_written += build.web.docroot.n_written;
	ret->n_kept += build.web.docroot.n_kept;
	ret->n_removed += build.web.docroot.n_removed;
	ret->is_full = build.is_full;
	return RC_OK;
}
