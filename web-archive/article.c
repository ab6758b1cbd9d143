/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/article.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "web-archive/attachment.h"
#include "web-archive/body.h"
#include "web-archive/mask.h"

enum { DEEPEST = 6 };

/* Behind it stands the name of the first post; a mail cannot write it, for
 * its quotation marks are escaped. */
static const char conversation_link[] = "<a href=\"../c/";

char *
article_path(const struct view_post *post)
{
	return mem_format("m/%s.html", post->name);
}

bool
article_read_root(const char *page_bytes, char ret[NAME_BYTES])
{
	const char *link = strstr(page_bytes, conversation_link);

	if (link == NULL)
		return false;
	link += sizeof(conversation_link) - 1;
	if (strnlen(link, NAME_BYTES) < NAME_BYTES)
		return false;
	memcpy(ret, link, NAME_BYTES - 1);
	ret[NAME_BYTES - 1] = '\0';
	return strspn(ret, "abcdefghijklmnopqrstuvwxyz234567") ==
	    NAME_BYTES - 1;
}

/* "post d2 internal client": its depth, and whose words it is. */
static char *
classes_of(const struct web *web, const struct article *article)
{
	const struct view_post *post = article->post;
	unsigned depth = article->depth < DEEPEST ? article->depth : DEEPEST;

	return mem_format("post d%u%s%s", depth,
	    web->has_two_sides && post->is_internal ? " internal" : "",
	    post->author_side == SIDE_CLIENT ? " client" : "");
}

static void
put_tags(
    struct markup *markup, const struct web *web, const struct view_post *post)
{
	if (post->author_side == SIDE_CLIENT)
		markup_element(markup, "span", "tag client", "client");
	if (web->has_two_sides && post->author_side == SIDE_NONE)
		markup_element(markup, "span", "tag", "guest");
	if (web->has_two_sides && post->is_internal)
		markup_element(markup, "span", "tag internal", "internal");
}

static void
put_about(struct markup *markup, const struct web *web, const struct page *page,
    const struct article *article)
{
	auto_free char *path = article_path(article->post);

	markup_open_class(markup, "p", "about");
	markup_open(markup, "a");
	page_href(markup, page, path);
	page_minute(markup, article->post->date_s);
	markup_close(markup, "a");
	if (!web_is_own(web, article->post->list)) {
		markup_text(markup, " on ");
		markup_text(markup, article->post->list);
	}
	if (article->parent != NULL) {
		auto_free char *parent = web_author(article->parent);

		markup_text(markup, ", in answer to ");
		page_link(markup, page, article->parent_path, parent);
	}
	markup_close(markup, "p");
}

static void
put_head(struct markup *markup, const struct web *web, const struct page *page,
    const struct article *article)
{
	const char *heading = "h2";
	auto_free char *author = web_author(article->post);

	markup_open(markup, "header");
	if (article->is_whole && article->subject != NULL)
		markup_element(markup, "h1", NULL, article->subject);
	markup_open_class(markup, "div", "who");
	markup_open(markup, heading);
	page_words(markup, author);
	markup_close(markup, heading);
	put_tags(markup, web, article->post);
	markup_close(markup, "div");
	put_about(markup, web, page, article);
	if (!article->is_whole && article->subject != NULL)
		markup_element(markup, "p", "subject", article->subject);
	markup_close(markup, "header");
}

/* Where to cut a text to at most max bytes: behind a line, or behind a
 * character when there is but one line. */
static size_t
cut_text(const char *text, size_t n, size_t max)
{
	const char *lf;

	if (n <= max)
		return n;
	lf = memrchr(text, '\n', max);
	if (lf != NULL && lf > text)
		return (size_t)(lf - text);
	while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
		max--;
	return max;
}

static void
put_text(struct markup *markup, const struct web *web, const struct page *page,
    const struct article *article)
{
	auto_free char *text = web_shown(web, article->facts->text);
	size_t n = strlen(text);
	size_t n_shown =
	    article->is_whole ? n : cut_text(text, n, ARTICLE_TEXT_BYTES);

	body_write(markup, text, n_shown);
	if (n_shown < n) {
		auto_free char *path = article_path(article->post);

		markup_open_class(markup, "p", "more");
		page_link(markup, page, path, "The whole message");
		markup_format(markup, " (%zu kB)", n / 1000 + 1);
		markup_close(markup, "p");
	}
}

void
article_write(struct markup *markup, const struct web *web,
    const struct page *page, const struct article *article)
{
	auto_free char *classes = classes_of(web, article);

	markup_open_class(markup, "article", classes);
	markup_attr(markup, "id", article->post->name);
	put_head(markup, web, page, article);
	if (article->facts == NULL)
		markup_element(markup, "p", "none",
		    "This message cannot be shown: it is damaged.");
	else {
		put_text(markup, web, page, article);
		attachment_list(
		    markup, web, page, article->post, article->facts);
	}
	markup_close(markup, "article");
}

enum rc
article_put_page(struct web *web, const struct article *article,
    const char *conversation_path, struct err *err)
{
	auto_free char *path = article_path(article->post);
	auto_free char *subject = web_subject(web, article->post);
	const struct page_step steps[] = {
		{ "the conversation", conversation_path },
		{ subject, path },
	};
	const struct page page = {
		.title = subject, .path = path, .steps = steps, .n_steps = 2
	};
	auto_markup struct markup *markup = page_begin(web, &page);
	struct article whole = *article;

	whole.is_whole = true;
	whole.depth = 0;
	whole.subject = subject;
	article_write(markup, web, &page, &whole);
	return page_end(web, &page, markup, article->post->accepted_s, err);
}
