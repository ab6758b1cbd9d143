/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of a conversation are written from its first turn to its last,
 * each message parsed once: for its turn, for its permalink, for its files.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "web-archive/article.h"
#include "web-archive/attachment.h"
#include "web-archive/conversation.h"

struct pages {
	struct web *web;
	const struct conversation *conversation;
	char *subject; /* of the whole */
	size_t n_pages;
};

static const struct turn *
turn_at(const struct pages *pages, size_t i)
{
	return &pages->conversation->v[i];
}

static size_t
page_of(size_t i)
{
	return i / CONVERSATION_POSTS + 1;
}

/* The place of a turn: "c/ID-2.html#ID". */
static char *
place_of(const struct pages *pages, size_t i)
{
	size_t first = turn_at(pages, i)->first;
	auto_free char *path =
	    conversation_path(turn_at(pages, 0)->post.name, page_of(first));

	return mem_format("%s#%s", path, turn_at(pages, i)->post.name);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
count_people(const struct conversation *turns)
{
	auto_free const char **names = mem_zero(turns->n, sizeof(char *));
	size_t n = 0;

	for (size_t i = 0; i < turns->n; i++)
		names[i] = turns->v[i].post.from_name;
	qsort(names, turns->n, sizeof(*names), compare_texts);
	for (size_t i = 0; i < turns->n; i++)
		n += i == 0 || strcmp(names[i - 1], names[i]) != 0;
	return n;
}

static size_t
count_internal(const struct conversation *turns)
{
	size_t n = 0;

	for (size_t i = 0; i < turns->n; i++)
		n += turns->v[i].post.is_internal;
	return n;
}

static void
put_facts(struct markup *markup, const struct pages *pages)
{
	const struct conversation *turns = pages->conversation;
	size_t n_people = count_people(turns);
	size_t n_internal = count_internal(turns);

	markup_open_class(markup, "p", "lede");
	if (turns->n == 1)
		markup_text(markup, "One post, ");
	else
		markup_format(markup, "%zu posts by %zu %s, begun ", turns->n,
		    n_people, n_people == 1 ? "person" : "people");
	page_day(markup, turns->v[0].post.date_s);
	markup_text(markup, ".");
	if (pages->web->has_two_sides && n_internal > 0) {
		markup_text(markup, " ");
		markup_open_class(markup, "span", "tag internal");
		markup_format(markup, "%zu internal", n_internal);
		markup_close(markup, "span");
		markup_text(markup, " not seen by the client.");
	}
	markup_close(markup, "p");
}

/* The turns of a page, one line each, set in by their depth. */
static void
put_outline(struct markup *markup, const struct pages *pages, size_t from,
    size_t to, const struct page *page)
{
	if (to - from < 4)
		return;
	markup_open_class(markup, "details", "outline");
	markup_element(markup, "summary", NULL, "Outline");
	markup_open(markup, "ol");
	for (size_t i = from; i < to; i++) {
		const struct turn *turn = turn_at(pages, i);
		auto_free char *place = place_of(pages, i);
		auto_free char *author = web_author(&turn->post);
		unsigned depth = turn->depth < 6 ? turn->depth : 6;
		auto_free char *indent = mem_format("d%u", depth);

		markup_open_class(markup, "li", indent);
		page_link(markup, page, place, author);
		markup_text(markup, " ");
		page_day(markup, turn->post.date_s);
		if (pages->web->has_two_sides && turn->post.is_internal)
			markup_element(
			    markup, "span", "tag internal", "internal");
		markup_close(markup, "li");
	}
	markup_close(markup, "ol");
	markup_close(markup, "details");
}

/* The same message, posted for another audience as well. */
static void
put_repetition(struct markup *markup, const struct pages *pages,
    const struct page *page, const struct turn *turn)
{
	auto_free char *path = article_path(&turn->post);
	auto_free char *author = web_author(&turn->post);

	markup_open_class(markup, "p", "repeated");
	page_words(markup, author);
	markup_text(markup, " posted ");
	page_link(markup, page, path, "the same message");
	markup_format(markup, " to %s%s as well.", turn->post.list,
	    pages->web->has_two_sides && turn->post.is_internal ? " (internal)"
								: "");
	markup_close(markup, "p");
}

/* RC_OK with *ret NULL when the message is beyond what the worker takes. */
static enum rc
read_facts(struct web *web, const char *raw, size_t n_raw, struct facts **ret,
    struct err *err)
{
	int died = 0;
	enum rc rc = worker_parse(web->worker, raw, n_raw, ret, &died, err);

	return rc == RC_PERM ? RC_OK : rc;
}

static enum rc
put_message(struct pages *pages, const struct article *article, size_t i,
    const char *raw, size_t n_raw, struct err *err)
{
	struct web *web = pages->web;
	auto_view_post struct view_post shown = { .id = 0 };
	auto_free char *place = place_of(pages, i);
	enum rc rc =
	    view_post_by_name(web->view, article->post->name, &shown, err);

	/* Of two posts with one name the view says whose page it is. */
	if (rc != RC_OK || shown.id != article->post->id)
		return rc;
	if (shown.accepted_s > web->state.newest_s)
		web->state.newest_s = shown.accepted_s;
	if (article->facts != NULL)
		rc = attachment_put(
		    web, article->post, raw, n_raw, article->facts, err);
	if (rc == RC_OK)
		rc = article_put_page(web, article, place, err);
	return rc;
}

static enum rc
put_turn(struct pages *pages, struct markup *markup, const struct page *page,
    size_t i, struct err *err)
{
	struct web *web = pages->web;
	const struct turn *turn = turn_at(pages, i);
	const struct turn *parent = turn_at(pages, turn->parent);
	auto_free char *parent_place = place_of(pages, turn->parent);
	auto_free char *subject = web_subject(web, &turn->post);
	auto_facts struct facts *facts = NULL;
	auto_free char *raw = NULL;
	struct article article = {
		.post = &turn->post,
		.depth = turn->depth,
		.parent = parent != turn ? &parent->post : NULL,
		.parent_path = parent_place,
	};
	size_t n_raw = 0;
	enum rc rc = view_raw(web->view, turn->post.id, &raw, &n_raw, err);

	if (rc == RC_OK)
		rc = read_facts(web, raw, n_raw, &facts, err);
	if (rc != RC_OK)
		return rc;
	article.facts = facts;
	if (!conversation_is_same_subject(subject, pages->subject))
		article.subject = subject;
	if (turn->first != i)
		put_repetition(markup, pages, page, turn);
	else
		article_write(markup, web, page, &article);
	return put_message(pages, &article, i, raw, n_raw, err);
}

static void
put_numbers(struct markup *markup, const struct pages *pages,
    const struct page *page, size_t number)
{
	if (pages->n_pages == 1)
		return;
	markup_open_class(markup, "nav", "pages");
	markup_attr(markup, "aria-label", "Pages");
	for (size_t i = 1; i <= pages->n_pages; i++) {
		auto_free char *path =
		    conversation_path(turn_at(pages, 0)->post.name, i);

		markup_open(markup, "a");
		page_href(markup, page, path);
		if (i == number)
			markup_attr(markup, "aria-current", "page");
		markup_format(markup, "%zu", i);
		markup_close(markup, "a");
		markup_text(markup, " ");
	}
	markup_close(markup, "nav");
}

static enum rc
put_page(struct pages *pages, const struct page *page, size_t number,
    struct err *err)
{
	size_t from = (number - 1) * CONVERSATION_POSTS;
	size_t to = from + CONVERSATION_POSTS;
	auto_markup struct markup *markup = page_begin(pages->web, page);
	int64_t newest_s = 0;
	enum rc rc = RC_OK;

	if (to > pages->conversation->n)
		to = pages->conversation->n;
	markup_open(markup, "h1");
	page_words(markup, pages->subject);
	markup_close(markup, "h1");
	put_facts(markup, pages);
	put_numbers(markup, pages, page, number);
	put_outline(markup, pages, from, to, page);
	for (size_t i = from; rc == RC_OK && i < to; i++) {
		rc = put_turn(pages, markup, page, i, err);
		if (turn_at(pages, i)->post.accepted_s > newest_s)
			newest_s = turn_at(pages, i)->post.accepted_s;
	}
	put_numbers(markup, pages, page, number);
	return rc == RC_OK ? page_end(pages->web, page, markup, newest_s, err)
			   : rc;
}

/* The way up is by the list of the first post that is the view's own. */
static const struct view_post *
way_up(const struct pages *pages)
{
	size_t i = 0;

	while (!web_is_own(pages->web, turn_at(pages, i)->post.list))
		i++;
	return &turn_at(pages, i)->post;
}

static enum rc
put_pages(struct pages *pages, struct err *err)
{
	const struct view_post *first = &turn_at(pages, 0)->post;
	const struct view_post *up = way_up(pages);
	char month[WHEN_MONTH_BYTES], month_name[WHEN_BYTES];
	auto_free char *list_path = mem_format("list/%s/index.html", up->list);
	auto_free char *month_path = NULL;

	when_month(up->date_s, month);
	when_month_name(month, month_name);
	month_path = mem_format("list/%s/%s.html", up->list, month);
	for (size_t number = 1; number <= pages->n_pages; number++) {
		auto_free char *path = conversation_path(first->name, number);
		const struct page_step steps[] = {
			{ up->list, list_path },
			{ month_name, month_path },
			{ pages->subject, path },
		};
		const struct page page = {
			.title = pages->subject,
			.path = path,
			.steps = steps,
			.n_steps = 3,
		};
		enum rc rc = put_page(pages, &page, number, err);

		if (rc != RC_OK)
			return rc;
	}
	return conversation_remove_pages(
	    pages->web, first->name, pages->n_pages + 1, err);
}

enum rc
conversation_put(
    struct web *web, const struct conversation *conversation, struct err *err)
{
	auto_free char *subject = web_subject(web, &conversation->v[0].post);
	struct pages pages = {
		.web = web,
		.conversation = conversation,
		.subject = subject,
		.n_pages = page_of(conversation->n - 1),
	};

	return put_pages(&pages, err);
}
