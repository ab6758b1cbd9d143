/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/ids.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "lib/mail/header.h"
#include "lib/store/post.h"
#include "list-manager/membrane/fields.h"
#include "archiver/thread.h"

static void
write_message_id(const struct copy *copy, struct buf *buf)
{
	auto_free char *value = mem_format("<%s>", copy->shown_id);

	compose_raw_field(buf, "Message-ID", value);
}

static enum rc
write_ancestors(struct store *store, const struct copy *copy, struct buf *buf,
    struct err *err)
{
	auto_strv struct strv ids = STRV_INIT;
	struct strv parent = STRV_INIT;
	enum rc rc =
	    thread_references(store, &copy->readers, copy->post_id, &ids, err);

	if (rc != RC_OK || ids.n == 0)
		return rc;
	parent = (struct strv){ .v = &ids.v[ids.n - 1], .n = 1 };
	compose_ids_field(buf, "In-Reply-To", &parent);
	compose_ids_field(buf, "References", &ids);
	return RC_OK;
}

/* What an id is called for these readers: itself when they have such a post
 * or nobody has; else its nearest ancestor that they have; else nothing. */
static enum rc
project_id(struct store *store, const struct copy *copy, const char *id,
    struct strv *ret, struct err *err)
{
	auto_posts struct posts posts = { .n = 0 };
	auto_strv struct strv above = STRV_INIT;
	enum rc rc = post_by_msgid(store, id, &posts, err);
	bool has = posts.n == 0;

	for (size_t i = 0; rc == RC_OK && !has && i < posts.n; i++)
		rc = readership_has(
		    store, &copy->readers, posts.v[i].audience_id, &has, err);
	if (rc != RC_OK)
		return rc;
	if (!has)
		rc = thread_references(
		    store, &copy->readers, posts.v[0].id, &above, err);
	else
		strv_add(&above, id);
	if (rc == RC_OK && above.n > 0 && !strv_has(ret, above.v[above.n - 1]))
		strv_add(ret, above.v[above.n - 1]);
	return rc;
}

static enum rc
project_ids(struct store *store, const struct copy *copy,
    const struct strv *ids, struct strv *ret, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ids->n; i++)
		rc = project_id(store, copy, ids->v[i], ret, err);
	return rc;
}

static bool
is_same(const struct strv *a, const struct strv *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i], b->v[i]) != 0)
			return false;
	return true;
}

/* A field that need not change stays as it is: it may be signed. */
static enum rc
write_named(struct store *store, const struct copy *copy, const char *name,
    const struct strv *ids, struct buf *buf, struct err *err)
{
	auto_strv struct strv projected = STRV_INIT;
	struct field field;
	size_t pos = 0;
	enum rc rc = project_ids(store, copy, ids, &projected, err);

	if (rc != RC_OK)
		return rc;
	if (!is_same(ids, &projected)) {
		compose_ids_field(buf, name, &projected);
		return RC_OK;
	}
	while (header_next(copy->raw, copy->n_header, &pos, &field))
		if (field_is(&field, name)) {
			field_copy(buf, &field);
			return RC_OK;
		}
	return RC_OK;
}

enum rc
ids_write(struct store *store, const struct copy *copy, struct buf *buf,
    struct err *err)
{
	enum rc rc;

	write_message_id(copy, buf);
	if (copy->readers.list->kind == LIST_MIXED)
		return write_ancestors(store, copy, buf, err);
	rc = write_named(
	    store, copy, "In-Reply-To", &copy->facts->in_reply_to, buf, err);
	if (rc == RC_OK)
		rc = write_named(store, copy, "References",
		    &copy->facts->references, buf, err);
	return rc;
}
