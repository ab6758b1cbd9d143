/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts against pages: each docroot shows what its view holds, up to the mark
 * of its builder, and nothing else.
 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/view.h"
#include "trestle/doctor.h"
#include "web-archive/article.h"
#include "web-archive/build.h"
#include "web-archive/page.h"
#include "web-archive/state.h"

enum { CHANGES_AT_ONCE = 1000 };

/* What is found in one docroot. */
struct docroot_look {
	const char *name; /* of the view */
	char *dir;
	struct view *view;
	struct view_lists lists;
	struct state state;

	int64_t last_mark; /* of the view's changes */
	uint64_t n_pages; /* permalinks that are there */
	uint64_t n_missing; /* ... and that are not, such as: */
	char *missing;
	uint64_t n_waiting; /* changes behind the builder's mark */
	uint64_t n_foreign; /* names that the view does not explain: */
	char *foreign;
};

#define auto_look __attribute__((cleanup(look_release)))

static void
look_release(struct docroot_look *look)
{
	view_close(look->view);
	view_lists_release(&look->lists);
	state_release(&look->state);
	mem_cleanup_free(&look->dir);
	mem_cleanup_free(&look->missing);
	mem_cleanup_free(&look->foreign);
}

static const struct view_list *
find_list(const struct docroot_look *look, const char *name)
{
	for (size_t i = 0; i < look->lists.n; i++)
		if (strcmp(look->lists.v[i].name, name) == 0)
			return &look->lists.v[i];
	return NULL;
}

/* -- what must be there --------------------------------------------------- */

static enum rc
look_for_post(struct docroot_look *look, int64_t post_id, struct err *err)
{
	auto_view_post struct view_post post = { .id = 0 };
	auto_free char *path = NULL;
	auto_free char *whole = NULL;
	const struct view_list *list;
	enum rc rc = view_post(look->view, post_id, &post, err);

	if (rc != RC_OK)
		return rc;
	/* Of other lists only what stands in our conversations is shown. */
	list = find_list(look, post.list);
	if (list == NULL || !list->is_own)
		return RC_OK;
	path = article_path(&post);
	whole = file_join(look->dir, path);
	if (access(whole, F_OK) == 0)
		look->n_pages++;
	else if (look->n_missing++ == 0)
		look->missing = take(path);
	return RC_OK;
}

static enum rc
look_for_posts(struct docroot_look *look, struct err *err)
{
	auto_free struct view_change *changes =
	    mem_zero(CHANGES_AT_ONCE, sizeof(*changes));
	int64_t newest_id = 0;
	size_t n;

	do {
		enum rc rc = view_changes(look->view, look->last_mark,
		    CHANGES_AT_ONCE, changes, &n, err);

		for (size_t i = 0; rc == RC_OK && i < n; i++) {
			look->last_mark = changes[i].mark;
			if (changes[i].mark > look->state.mark) {
				look->n_waiting++;
				continue;
			}
			/* Posts are accepted in the order of their ids: the
			 * others were looked for, and have moved since. */
			if (changes[i].post_id <= newest_id)
				continue;
			newest_id = changes[i].post_id;
			rc = look_for_post(look, newest_id, err);
		}
		if (rc != RC_OK)
			return rc;
	} while (n == CHANGES_AT_ONCE);
	return RC_OK;
}

/* -- what must not be there ----------------------------------------------- */

static enum rc
is_of_front(
    struct docroot_look *look, const char *name, bool *ret, struct err *err)
{
	/* The last: a file in the making that a crash left (docroot.c). */
	static const char *const known[] = { "index.html", "feed.atom", "m",
		"c", "a", "list", ".new" };
	auto_free char *style = page_style_path();

	(void)look;
	(void)err;
	*ret = strcmp(name, style) == 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(name, known[i]) == 0)
			*ret = true;
	return RC_OK;
}

static enum rc
is_of_list(
    struct docroot_look *look, const char *name, bool *ret, struct err *err)
{
	(void)err;
	*ret = find_list(look, name) != NULL;
	return RC_OK;
}

/* ID.html, ID-2.html, ID */
static enum rc
is_of_post(
    struct docroot_look *look, const char *name, bool *ret, struct err *err)
{
	auto_view_post struct view_post post = { .id = 0 };
	auto_free char *id = mem_dup_n(name, strnlen(name, NAME_BYTES - 1));
	enum rc rc = view_post_by_name(look->view, id, &post, err);

	*ret = rc == RC_OK;
	return rc == RC_NOENT ? RC_OK : rc;
}

/* Each folder of a docroot, and what explains a name in it. */
static const struct {
	const char *path;
	enum rc (*explains)(struct docroot_look *look, const char *name,
	    bool *ret, struct err *err);
} folders[] = {
	{ "", is_of_front },
	{ "list", is_of_list },
	{ "m", is_of_post },
	{ "c", is_of_post },
	{ "a", is_of_post },
};

static void
cleanup_dir(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

static enum rc
look_into(struct docroot_look *look, size_t i, struct err *err)
{
	auto_free char *path = file_join(look->dir, folders[i].path);
	__attribute__((cleanup(cleanup_dir))) DIR *dir = opendir(path);
	const struct dirent *entry;

	if (dir == NULL)
		return errno == ENOENT ? RC_OK
				       : err_errno(err, "cannot read %s", path);
	while ((entry = readdir(dir)) != NULL) {
		bool is_explained = false;
		enum rc rc;

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		rc = folders[i].explains(
		    look, entry->d_name, &is_explained, err);
		if (rc != RC_OK)
			return rc;
		if (!is_explained && look->n_foreign++ == 0)
			look->foreign = file_join(path, entry->d_name);
	}
	return RC_OK;
}

/* -- one docroot ---------------------------------------------------------- */

static void
tell(struct doctor *doctor, const struct docroot_look *look)
{
	if (look->n_foreign > 0)
		doctor_bad(doctor, "pages",
		    "%s: %" PRIu64 " files or folders that the view does not "
		    "explain, as %s; 'trestle web --full %s' removes them",
		    look->name, look->n_foreign, look->foreign, look->name);
	if (look->last_mark < look->state.mark)
		doctor_bad(doctor, "pages",
		    "%s: made from a later state of the database; 'trestle "
		    "web --full %s' makes them anew",
		    look->name, look->name);
	else if (look->n_missing > 0)
		doctor_bad(doctor, "pages",
		    "%s: %" PRIu64 " permalinks are missing, as %s; 'trestle "
		    "web --full %s' writes them",
		    look->name, look->n_missing, look->missing, look->name);
	else if (look->n_waiting > 0)
		doctor_ok(doctor, "pages",
		    "%s: %" PRIu64 " changes not yet on pages: run 'trestle "
		    "web'",
		    look->name, look->n_waiting);
	else
		doctor_ok(doctor, "pages", "%s: %" PRIu64 " permalinks",
		    look->name, look->n_pages);
}

static enum rc
open_look(struct doctor *doctor, struct docroot_look *look, struct err *err)
{
	auto_free char *database = site_path(doctor->site, SITE_DATABASE);
	auto_free char *form = page_style_path();
	auto_free char *name = mem_format(BUILD_STATE "/web-%s", look->name);
	auto_free char *path = site_path(doctor->site, name);
	enum rc rc = view_open(database, look->name, &look->view, err);

	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.5",
		    "no view has this name; remove %s", look->dir);
	if (rc == RC_OK)
		rc = view_lists(look->view, &look->lists, err);
	if (rc == RC_OK)
		rc = state_load(path, form, &look->state, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.5",
		    "never built to the end, or of an older form; run "
		    "'trestle web %s'",
		    look->name);
	return rc;
}

static void
check_docroot(struct doctor *doctor, const char *views, const char *name)
{
	auto_look struct docroot_look look = {
		.name = name,
		.dir = file_join(views, name),
	};
	struct err err = ERR_INIT;
	enum rc rc = open_look(doctor, &look, &err);

	if (rc == RC_OK)
		rc = look_for_posts(&look, &err);
	for (size_t i = 0;
	     rc == RC_OK && i < sizeof(folders) / sizeof(folders[0]); i++)
		rc = look_into(&look, i, &err);
	if (rc == RC_OK)
		tell(doctor, &look);
	else
		doctor_bad(doctor, "pages", "%s: %s", name, err.text);
}

/* -- all of them ---------------------------------------------------------- */

static bool
is_building(const struct doctor *doctor)
{
	auto_free char *path = site_path(doctor->site, BUILD_STATE "/web.lock");
	auto_close int fd = -1;

	return access(path, F_OK) == 0 && file_lock(path, &fd, NULL) != RC_OK;
}

static enum rc
read_names(const char *views, struct strv *ret, struct err *err)
{
	__attribute__((cleanup(cleanup_dir))) DIR *dir = opendir(views);
	const struct dirent *entry;

	if (dir == NULL)
		return errno == ENOENT
		    ? RC_OK
		    : err_errno(err, "cannot read %s", views);
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			strv_add(ret, entry->d_name);
	strv_sort(ret);
	return RC_OK;
}

void
doctor_check_pages(struct doctor *doctor)
{
	auto_free char *views = site_path(doctor->site, BUILD_VIEWS);
	auto_strv struct strv names = STRV_INIT;
	struct err err = ERR_INIT;

	if (read_names(views, &names, &err) != RC_OK) {
		doctor_bad(doctor, "pages", "%s", err.text);
		return;
	}
	if (names.n == 0)
		doctor_ok(doctor, "pages", "none yet: 'trestle web'");
	else if (is_building(doctor))
		doctor_ok(doctor, "pages",
		    "a builder is at work; they are looked at when it rests");
	else
		for (size_t i = 0; i < names.n; i++)
			check_docroot(doctor, views, names.v[i]);
}
