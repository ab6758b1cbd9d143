/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/conversation.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

void
conversation_release(struct conversation *conversation)
{
	for (size_t i = 0; i < conversation->n; i++)
		view_post_release(&conversation->v[i].post);
	free(conversation->v);
	*conversation = (struct conversation){ .n = 0 };
}

static void
add_turn(struct conversation *turns, const struct turn *turn)
{
	if ((turns->n & (turns->n - 1)) == 0)
		turns->v = mem_grow(turns->v, turns->n > 0 ? 2 * turns->n : 1,
		    sizeof(*turns->v));
	turns->v[turns->n++] = *turn;
}

/* The answers to the newest turn, last one first: the first of them is to
 * be taken next. */
static enum rc
push_children(struct view *view, const struct conversation *read,
    struct conversation *waiting, struct err *err)
{
	auto_view_posts struct view_posts children = { .n = 0 };
	const struct turn *parent = &read->v[read->n - 1];
	enum rc rc = view_children(view, parent->post.id, &children, err);

	if (rc != RC_OK)
		return rc;
	while (children.n > 0) {
		const struct turn turn = {
			.post = children.v[--children.n],
			.parent = read->n - 1,
			.depth = parent->depth + 1,
		};

		add_turn(waiting, &turn);
	}
	return RC_OK;
}

static int
compare_names(const void *a, const void *b)
{
	const struct turn *const *x = a, *const *y = b;
	int order = strcmp((*x)->post.name, (*y)->post.name);

	return order != 0 ? order : (*x > *y) - (*x < *y);
}

static void
find_first(struct conversation *turns)
{
	auto_free struct turn **sorted =
	    mem_zero(turns->n, sizeof(struct turn *));

	for (size_t i = 0; i < turns->n; i++)
		sorted[i] = &turns->v[i];
	qsort(sorted, turns->n, sizeof(*sorted), compare_names);
	for (size_t i = 0; i < turns->n; i++)
		if (i > 0 &&
		    strcmp(sorted[i]->post.name, sorted[i - 1]->post.name) == 0)
			sorted[i]->first = sorted[i - 1]->first;
		else
			sorted[i]->first = (size_t)(sorted[i] - turns->v);
}

enum rc
conversation_load(struct view *view, int64_t root_id, struct conversation *ret,
    struct err *err)
{
	auto_conversation struct conversation read = { .n = 0 };
	auto_conversation struct conversation waiting = { .n = 0 };
	struct turn first = { .parent = 0 };
	enum rc rc = view_post(view, root_id, &first.post, err);

	if (rc == RC_OK)
		add_turn(&waiting, &first);
	while (rc == RC_OK && waiting.n > 0) {
		add_turn(&read, &waiting.v[--waiting.n]);
		rc = push_children(view, &read, &waiting, err);
	}
	if (rc != RC_OK)
		return rc;
	find_first(&read);
	*ret = read;
	read = (struct conversation){ .n = 0 };
	return RC_OK;
}

bool
conversation_is_own(
    const struct web *web, const struct conversation *conversation)
{
	for (size_t i = 0; i < conversation->n; i++)
		if (web_is_own(web, conversation->v[i].post.list))
			return true;
	return false;
}

char *
conversation_path(const char *root_name, size_t number)
{
	if (number == 1)
		return mem_format("c/%s.html", root_name);
	return mem_format("c/%s-%zu.html", root_name, number);
}

enum rc
conversation_remove_pages(
    struct web *web, const char *root_name, size_t first, struct err *err)
{
	enum rc rc;

	do {
		auto_free char *path = conversation_path(root_name, first++);

		rc = docroot_remove(&web->docroot, path, err);
	} while (rc == RC_OK);
	return rc == RC_NOENT ? RC_OK : rc;
}

/* Behind "Re:", "AW:", "Fwd:", "Re[2]:" and the like. */
static const char *
bare_subject(const char *subject)
{
	static const char *const prefixes[] = { "re", "aw", "fw", "fwd", "sv",
		"tr", "ref", "wg", NULL };
	size_t i = 0;

	while (prefixes[i] != NULL) {
		size_t n = strlen(prefixes[i]);
		const char *rest = subject + n;

		while (*subject == ' ')
			rest = ++subject + n;
		if (!ascii_has_prefix(subject, prefixes[i++]))
			continue;
		if (*rest == '[')
			rest += strspn(rest, "[0123456789]");
		rest += strspn(rest, " ");
		if (*rest != ':')
			continue;
		subject = rest + 1;
		i = 0;
	}
	return subject;
}

bool
conversation_is_same_subject(const char *a, const char *b)
{
	return ascii_equal(bare_subject(a), bare_subject(b));
}
