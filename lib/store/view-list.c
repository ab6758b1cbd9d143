/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lists of a view, its digests, and the views of a site.
 */
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/view-private.h"

void
view_lists_release(struct view_lists *lists)
{
	for (size_t i = 0; i < lists->n; i++) {
		free(lists->v[i].name);
		free(lists->v[i].purpose);
	}
	free(lists->v);
	*lists = (struct view_lists){ .n = 0 };
}

enum rc
view_lists(struct view *view, struct view_lists *ret, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT DISTINCT name, purpose, kind, is_own FROM shown_list"
	    " ORDER BY name");
	auto_view_lists struct view_lists lists = { .n = 0 };
	enum rc rc;

	while ((rc = query_step(&q, err)) == RC_OK) {
		lists.v = array_grow(lists.v, lists.n, sizeof(*lists.v));
		lists.v[lists.n++] = (struct view_list){
			.name = column_text(&q, 0),
			.purpose = column_text(&q, 1),
			.is_mixed = column_int(&q, 2) == LIST_MIXED,
			.is_own = column_int(&q, 3) != 0,
		};
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = lists;
	lists = (struct view_lists){ .n = 0 };
	return RC_OK;
}

enum rc
view_last_digest(struct view *view, int64_t *ret_until_s, struct err *err)
{
	auto_query struct query q = view_query(view,
	    "SELECT until_s FROM shown_digest ORDER BY until_s DESC LIMIT 1");
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret_until_s = column_int(&q, 0);
	return rc;
}

enum rc
view_names(const char *database_path, struct strv *ret, struct err *err)
{
	auto_store struct store *store = NULL;
	auto_lists struct lists lists = { .n = 0 };
	auto_strv struct strv names = STRV_INIT;
	enum rc rc;

	rc = store_open(database_path, STORE_READ, &store, err);
	if (rc == RC_OK)
		rc = list_all(store, &lists, err);
	if (rc != RC_OK)
		return rc;
	strv_add(&names, "company");
	for (size_t i = 0; i < lists.n; i++) {
		const char *name = lists.v[i].name;

		if (lists.v[i].kind == LIST_MIXED)
			strv_take(&names, mem_format("%s.client", name));
		strv_take(&names, mem_format("%s.internal", name));
	}
	strv_sort(&names);
	*ret = names;
	names = (struct strv)STRV_INIT;
	return RC_OK;
}
