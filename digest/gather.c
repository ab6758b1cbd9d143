/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/gather.h"

#include <stdlib.h>
#include <string.h>

#include "digest/conversation.h"
#include "digest/news.h"
#include "digest/question.h"
#include "digest/reading.h"
#include "lib/base/mem.h"

enum {
	TITLE_BYTES = 100,
	QUESTION_BYTES = 240,
	OPENING_BYTES = 110, /* two lines */
};

/* What stays the same while the conversations are looked at. */
struct gatherer {
	const struct gathering *from;
	struct view_lists lists;
	const struct view_list *list; /* the view's own, or NULL: company */
	bool has_sides; /* both sides speak there */
	bool is_internal; /* readers of the inner side */
	size_t n_new; /* posts that are told */
};

/* -- one conversation ----------------------------------------------------- */

/* The client's post that waits: the first one behind the last shared post of
 * an insider that does not only say thanks.  What is said inside answers
 * nobody.  *ret is NULL when none waits; *ret_text is what it says. */
static enum rc
find_question(const struct gatherer *gatherer,
    const struct conversation *conversation, const struct view_post **ret,
    char **ret_text, struct err *err)
{
	size_t first = 0;

	for (size_t i = 0; i < conversation->n; i++)
		if (!conversation->posts[i].is_internal &&
		    conversation->posts[i].author_side == SIDE_INTERNAL)
			first = i + 1;
	for (size_t i = first; i < conversation->n; i++) {
		const struct view_post *post = &conversation->posts[i];
		auto_free char *text = NULL;
		enum rc rc;

		if (post->is_internal || post->author_side != SIDE_CLIENT)
			continue;
		rc = reading_text(gatherer->from->view, gatherer->from->worker,
		    post->id, &text, err);
		if (rc != RC_OK)
			return rc;
		if (only_thanks(text, strlen(text)))
			continue;
		*ret = post;
		*ret_text = take(text);
		return RC_OK;
	}
	return RC_OK;
}

static char *
ago(int64_t seconds)
{
	auto_free char *days = counted((size_t)(seconds / CLOCK_DAY_S), "day");
	auto_free char *hours =
	    counted((size_t)(seconds / CLOCK_HOUR_S), "hour");

	if (seconds >= CLOCK_DAY_S)
		return mem_format("%s ago", days);
	if (seconds >= CLOCK_HOUR_S)
		return mem_format("%s ago", hours);
	return mem_dup("less than an hour ago");
}

static char *
asked_line(const struct gatherer *gatherer, const struct view_post *post)
{
	auto_free char *who = voice_of(post, gatherer->has_sides);
	auto_free char *when = ago(gatherer->from->until_s - post->accepted_s);
	char day[DAY_BYTES];

	day_of(post->accepted_s, day);
	return mem_format("%s wrote on %s, %s, and waits.", who, day, when);
}

/* How many of them the client does not see, where that can differ. */
static char *
inner_note(const struct gatherer *gatherer, size_t n, size_t n_internal)
{
	if (!gatherer->has_sides || !gatherer->is_internal || n_internal == 0)
		return mem_dup("");
	if (n_internal < n)
		return mem_format(", %zu of them internal", n_internal);
	return mem_dup(n == 1 ? ", internal" : ", all internal");
}

/* Who speaks is said unless the opening has told it. */
static char *
news_line(
    const struct gatherer *gatherer, const struct news *news, bool is_told)
{
	auto_free char *posts = counted(news->n, "new post");
	auto_free char *note = inner_note(gatherer, news->n, news->n_internal);
	auto_free char *voices =
	    voices_told(&news->voices, gatherer->has_sides);
	auto_free char *where = gatherer->list == NULL
	    ? mem_format(" in %s", news->first->list)
	    : mem_dup("");

	return mem_format("%s%s%s%s%s.", posts, where, note,
	    is_told ? "" : ": ", is_told ? "" : voices);
}

static char *
page_of(const struct gatherer *gatherer, const struct view_post *post)
{
	const char *base = gatherer->from->archive_url;

	if (base[0] == '\0')
		return NULL;
	return mem_format(
	    "%s/%s/m/%s.html", base, gatherer->from->view_name, post->name);
}

static enum rc
find_title(const struct gatherer *gatherer,
    const struct conversation *conversation, char **ret, struct err *err)
{
	auto_view_post struct view_post root = { .id = 0 };
	enum rc rc =
	    view_post(gatherer->from->view, conversation->root_id, &root, err);

	if (rc == RC_OK)
		*ret = root.subject[0] != '\0'
		    ? reading_line(root.subject, TITLE_BYTES)
		    : mem_dup("(no subject)");
	return rc;
}

static void
tell_question(const struct gatherer *gatherer, const struct news *news,
    const struct view_post *question, const char *text, struct item *item)
{
	auto_free char *opening = reading_opening(text, QUESTION_BYTES);

	item->asked_s = question->accepted_s;
	item->order = question->id;
	item->asked = asked_line(gatherer, question);
	if (opening[0] != '\0')
		item->opening = take(opening);
	if (news->n > 1 || (news->n == 1 && news->first != question))
		item->news = news_line(gatherer, news, false);
	item->url = page_of(gatherer, question);
}

static enum rc
tell_news(const struct gatherer *gatherer, const struct news *news,
    struct item *item, struct err *err)
{
	auto_free char *text = NULL;
	auto_free char *opening = NULL;
	auto_free char *who = voice_of(news->first, gatherer->has_sides);
	enum rc rc = reading_text(gatherer->from->view, gatherer->from->worker,
	    news->first->id, &text, err);

	if (rc != RC_OK)
		return rc;
	opening = reading_opening(text, OPENING_BYTES);
	if (opening[0] != '\0')
		item->opening = mem_format("%s: %s", who, opening);
	item->news =
	    news_line(gatherer, news, news->n == 1 && item->opening != NULL);
	item->url = page_of(gatherer, news->first);
	return RC_OK;
}

static enum rc
tell(struct gatherer *gatherer, const struct conversation *conversation,
    struct digest *digest, struct err *err)
{
	const struct view_post *question = NULL;
	auto_news struct news news = { .n = 0 };
	auto_free char *text = NULL;
	struct item *item;
	bool is_own = false;
	enum rc rc = conversation_is_own(
	    gatherer->from->view, &gatherer->lists, conversation, &is_own, err);

	if (rc == RC_OK && is_own)
		rc = find_question(
		    gatherer, conversation, &question, &text, err);
	if (rc != RC_OK || !is_own)
		return rc;
	news_find(conversation, gatherer->from->since_s, &news);
	gatherer->n_new += news.n;
	if (question == NULL && news.n == 0)
		return RC_OK;
	if (question != NULL) {
		item = section_add(&digest->waiting);
		tell_question(gatherer, &news, question, text, item);
	} else {
		item = section_add(&digest->talk);
		rc = tell_news(gatherer, &news, item, err);
	}
	return rc == RC_OK
	    ? find_title(gatherer, conversation, &item->title, err)
	    : rc;
}

/* -- the whole ------------------------------------------------------------ */

static int
longest_first(const void *a_bytes, const void *b_bytes)
{
	const struct item *a = a_bytes;
	const struct item *b = b_bytes;

	if (a->asked_s != b->asked_s)
		return a->asked_s < b->asked_s ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* Which list the view is named after, and who reads it. */
static enum rc
look_around(struct gatherer *gatherer, struct err *err)
{
	const char *dot = strrchr(gatherer->from->view_name, '.');
	enum rc rc = view_lists(gatherer->from->view, &gatherer->lists, err);

	gatherer->is_internal = dot == NULL || strcmp(dot, ".client") != 0;
	for (size_t i = 0; dot != NULL && i < gatherer->lists.n; i++)
		if (gatherer->lists.v[i].is_own)
			gatherer->list = &gatherer->lists.v[i];
	gatherer->has_sides =
	    gatherer->list != NULL && gatherer->list->is_mixed;
	return rc;
}

/* "1 question waits, 2 conversations" */
static char *
summary_of(const struct digest *digest)
{
	auto_free char *questions = counted(digest->waiting.n, "question");
	auto_free char *talk = counted(digest->talk.n, "conversation");
	const char *wait = digest->waiting.n == 1 ? "waits" : "wait";

	if (digest->waiting.n == 0)
		return take(talk);
	if (digest->talk.n == 0)
		return mem_format("%s %s", questions, wait);
	return mem_format("%s %s, %s", questions, wait, talk);
}

static char *
closing_of(const struct gatherer *gatherer)
{
	if (gatherer->list == NULL)
		return NULL;
	if (gatherer->has_sides && gatherer->is_internal)
		return mem_format("An answer to this mail goes to the internal "
				  "side of %s.",
		    gatherer->list->name);
	return mem_format(
	    "An answer to this mail goes to all of %s.", gatherer->list->name);
}

static char *
period_of(const struct gathering *from)
{
	const size_t hour = strlen("2023-11-15T");
	char since_day[DAY_BYTES], until_day[DAY_BYTES];
	char since[CLOCK_DATE_BYTES], until[CLOCK_DATE_BYTES];

	day_of(from->since_s, since_day);
	day_of(from->until_s, until_day);
	clock_iso8601(from->since_s, since);
	clock_iso8601(from->until_s, until);
	return mem_format("New from %s, %.5s, to %s, %.5s (UTC).", since_day,
	    since + hour, until_day, until + hour);
}

static void
frame(const struct gatherer *gatherer, struct digest *digest)
{
	const struct gathering *from = gatherer->from;
	auto_free char *summary = summary_of(digest);
	bool is_inner = gatherer->has_sides && gatherer->is_internal;
	char day[DAY_BYTES];

	day_of(from->until_s, day);
	digest->since_s = from->since_s;
	digest->until_s = from->until_s;
	digest->waiting.heading = "Waiting for an answer";
	digest->waiting.what = "question";
	digest->talk.heading = "Conversations";
	digest->talk.what = "conversation";
	digest->title = mem_format("%s%s digest",
	    gatherer->list != NULL ? gatherer->list->name : from->view_name,
	    is_inner ? " internal" : "");
	if (gatherer->list != NULL)
		digest->purpose =
		    reading_line(gatherer->list->purpose, QUESTION_BYTES);
	digest->period = period_of(from);
	digest->subject = mem_format("%s, %s: %s", digest->title, day, summary);
	digest->closing = closing_of(gatherer);
	if (from->archive_url[0] != '\0')
		digest->url = mem_format(
		    "%s/%s/index.html", from->archive_url, from->view_name);
}

static enum rc
gather(struct gatherer *gatherer, struct digest *digest, struct err *err)
{
	const struct gathering *from = gatherer->from;
	auto_conversations struct conversations found = { .n = 0 };
	int64_t since_s = from->until_s - GATHER_WAIT_S;
	enum rc rc = look_around(gatherer, err);

	if (since_s > from->since_s)
		since_s = from->since_s;
	if (rc == RC_OK)
		rc = conversations_find(
		    from->view, since_s, from->until_s, &found, err);
	for (size_t i = 0; rc == RC_OK && i < found.n; i++)
		rc = tell(gatherer, &found.v[i], digest, err);
	if (rc != RC_OK)
		return rc;
	if (gatherer->n_new == 0)
		return RC_NOENT;
	if (digest->waiting.n > 1)
		qsort(digest->waiting.v, digest->waiting.n,
		    sizeof(*digest->waiting.v), longest_first);
	frame(gatherer, digest);
	return RC_OK;
}

enum rc
digest_gather(
    const struct gathering *gathering, struct digest *ret, struct err *err)
{
	struct gatherer gatherer = { .from = gathering };
	auto_digest struct digest digest = { .title = NULL };
	enum rc rc = gather(&gatherer, &digest, err);

	view_lists_release(&gatherer.lists);
	if (rc != RC_OK)
		return rc;
	*ret = digest;
	digest = (struct digest){ .title = NULL };
	return RC_OK;
}
