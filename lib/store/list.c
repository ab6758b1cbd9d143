/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/list.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/store/store-private.h"

#define LIST_NAME_MAX_BYTES 60

void
list_release(struct list *list)
{
	free(list->name);
	free(list->purpose);
	*list = (struct list){ .id = 0 };
}

void
lists_release(struct lists *lists)
{
	for (size_t i = 0; i < lists->n; i++)
		list_release(&lists->v[i]);
	free(lists->v);
	*lists = (struct lists){ .n = 0 };
}

/* Is it a dot-atom (RFC 5322 3.2.3) of the characters we allow? */
static bool
is_name_form(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > LIST_NAME_MAX_BYTES ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != n)
		return false;
	return strchr("._-", name[0]) == NULL && name[n - 1] != '.' &&
	    strstr(name, "..") == NULL;
}

static bool
has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), n_suffix = strlen(suffix);

	return n >= n_suffix && strcmp(name + n - n_suffix, suffix) == 0;
}

bool
list_name_is_good(
    const char *name, const char *internal_prefix, struct err *err)
{
	static const char *const reserved[] = { "abuse", "bounces", "company",
		"hostmaster", "keep", "listmaster", "mailer-daemon", "nobody",
		"noreply", "postmaster", "public", "root", "security",
		"trestle", "webmaster" };
	static const char *const suffixes[] = { "-alert", "-join", "-leave",
		"-owner", "-request" };

	if (!is_name_form(name)) {
		auto_free char *shown =
		    ascii_printable(name, LIST_NAME_MAX_BYTES);

		err_set(err, RC_PERM, "5.1.3",
		    "a list cannot be called \"%s\": take 1 to %d small "
		    "letters, digits, dots, hyphens and underscores, a letter "
		    "or digit first",
		    shown, LIST_NAME_MAX_BYTES);
		return false;
	}
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++) {
		if (strcmp(name, reserved[i]) != 0)
			continue;
		err_set(err, RC_PERM, "5.1.3",
		    "a list cannot be called %s: the name is reserved", name);
		return false;
	}
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		if (!has_suffix(name, suffixes[i]))
			continue;
		err_set(err, RC_PERM, "5.1.3",
		    "a list cannot be called %s: names in %s are addresses of "
		    "other lists",
		    name, suffixes[i]);
		return false;
	}
	if (ascii_has_prefix(name, "c-") ||
	    (*internal_prefix != '\0' &&
		ascii_has_prefix(name, internal_prefix))) {
		err_set(err, RC_PERM, "5.1.3",
		    "a list cannot be called %s: addresses that begin so "
		    "have another meaning",
		    name);
		return false;
	}
	return true;
}

static enum rc
insert_list(struct store *store, const char *name, enum list_kind kind,
    const char *purpose, int64_t now_s, int64_t *ret_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO list (name, kind, purpose, created_s)"
	    " VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING");
	enum rc rc;

	bind_text(&q, name);
	bind_int(&q, kind);
	bind_text(&q, purpose);
	bind_int(&q, now_s);
	rc = query_insert(&q, ret_id, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.0",
		    "there is a list %s already: see trestle list show %s",
		    name, name);
	return rc;
}

static enum rc
insert_audience(struct store *store, int64_t list_id, enum side side,
    bool is_open_inside, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO audience (list_id, side, is_open_inside)"
	    " VALUES (?, ?, ?)");

	bind_id(&q, list_id);
	bind_int(&q, side);
	bind_int(&q, is_open_inside);
	return query_run(&q, NULL, err);
}

enum rc
list_add(struct store *store, const char *name, enum list_kind kind,
    const char *purpose, bool is_open_inside, int64_t now_s, int64_t *ret_id,
    struct err *err)
{
	auto_work struct work work = { NULL };
	int64_t id = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = insert_list(store, name, kind, purpose, now_s, &id, err);
	if (rc == RC_OK && kind == LIST_MIXED)
		rc = insert_audience(store, id, SIDE_CLIENT, false, err);
	if (rc == RC_OK)
		rc = insert_audience(
		    store, id, SIDE_INTERNAL, is_open_inside, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	if (rc == RC_OK)
		*ret_id = id;
	return rc;
}

/* The columns of a list with its audiences; side 1 is SIDE_INTERNAL, side 2
 * SIDE_CLIENT. */
#define SELECT_LIST                                           \
	"SELECT list.id, list.name, list.kind, list.purpose," \
	" inside.is_open_inside, inside.id, shared.id"        \
	" FROM list"                                          \
	" JOIN audience AS inside"                            \
	" ON inside.list_id = list.id AND inside.side = 1"    \
	" LEFT JOIN audience AS shared"                       \
	" ON shared.list_id = list.id AND shared.side = 2 "

_Static_assert(SIDE_INTERNAL == 1 && SIDE_CLIENT == 2, "sides in SQL");

static void
read_list(struct query *q, struct list *ret)
{
	ret->id = column_int(q, 0);
	ret->name = column_text(q, 1);
	ret->kind = (enum list_kind)column_int(q, 2);
	ret->purpose = column_text(q, 3);
	ret->is_open_inside = column_int(q, 4) != 0;
	ret->internal_id = column_int(q, 5);
	ret->shared_id = column_int(q, 6);
}

enum rc
list_by_name(
    struct store *store, const char *name, struct list *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, SELECT_LIST "WHERE list.name = ?");
	enum rc rc;

	bind_text(&q, name);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_list(&q, ret);
	return rc;
}

enum rc
list_by_id(
    struct store *store, int64_t list_id, struct list *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, SELECT_LIST "WHERE list.id = ?");
	enum rc rc;

	bind_id(&q, list_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_list(&q, ret);
	return rc;
}

enum rc
list_all(struct store *store, struct lists *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, SELECT_LIST "ORDER BY list.name");
	auto_lists struct lists lists = { .n = 0 };
	enum rc rc;

	while ((rc = query_step(&q, err)) == RC_OK) {
		lists.v = array_grow(lists.v, lists.n, sizeof(*lists.v));
		read_list(&q, &lists.v[lists.n++]);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = lists;
	lists = (struct lists){ .n = 0 };
	return RC_OK;
}

enum rc
audience_by_id(struct store *store, int64_t audience_id, struct audience *ret,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT id, list_id, side, is_open_inside FROM audience"
	    " WHERE id = ?");
	enum rc rc;

	bind_id(&q, audience_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	ret->id = column_int(&q, 0);
	ret->list_id = column_int(&q, 1);
	ret->side = (enum side)column_int(&q, 2);
	ret->is_open_inside = column_int(&q, 3) != 0;
	return RC_OK;
}

bool
audience_reads(const struct audience *a, const struct audience *b)
{
	if (a->id == b->id)
		return true;
	if (b->side == SIDE_CLIENT)
		return a->list_id == b->list_id;
	return a->side == SIDE_INTERNAL && b->is_open_inside;
}
