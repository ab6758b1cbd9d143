/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search: the terms become one expression of FTS5, in which every word of a
 * person stands in quotes, so that nothing he types is its syntax.
 */
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/view-private.h"

#define EXPRESSION_MAX_BYTES 8192
#define PREFIX_MIN_LETTERS 3

/* How many letters has the last word?  What is no ASCII counts as letters. */
static size_t
n_last_letters(const char *words)
{
	size_t n = 0;

	for (; *words != '\0'; words++) {
		unsigned char c = (unsigned char)*words;
		unsigned char small = c | 0x20;

		if ((small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') ||
		    c >= 0xc0)
			n++;
		else if (c < 0x80)
			n = 0;
	}
	return n;
}

static enum rc
add_term(struct buf *expression, const struct view_term *term, struct err *err)
{
	static const char *const columns[] = {
		[VIEW_ANY] = "",
		[VIEW_FROM] = "author : ",
		[VIEW_SUBJECT] = "subject : ",
	};

	if (term->is_prefix && n_last_letters(term->words) < PREFIX_MIN_LETTERS)
		return err_set(err, RC_PERM, "5.5.4",
		    "%s* is too short: give at least %d letters before the *",
		    term->words, PREFIX_MIN_LETTERS);
	buf_puts(expression, columns[term->field]);
	buf_putc(expression, '"');
	for (const char *p = term->words; *p != '\0'; p++) {
		if (*p == '"')
			buf_putc(expression, '"');
		buf_putc(expression, *p);
	}
	buf_puts(expression, term->is_prefix ? "\" *" : "\"");
	return RC_OK;
}

/* Join those terms that must hold, or those that must not. */
static enum rc
add_terms(struct buf *expression, const struct view_search *search, bool is_not,
    size_t *ret_n, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < search->n_terms; i++) {
		enum rc rc;

		if (search->terms[i].is_not != is_not)
			continue;
		if (n > 0)
			buf_puts(expression, is_not ? " OR " : " AND ");
		rc = add_term(expression, &search->terms[i], err);
		if (rc != RC_OK)
			return rc;
		n++;
	}
	*ret_n = n;
	return RC_OK;
}

static enum rc
make_expression(
    const struct view_search *search, struct buf *ret, struct err *err)
{
	size_t n_positive = 0, n_negative = 0;
	enum rc rc;

	buf_putc(ret, '(');
	rc = add_terms(ret, search, false, &n_positive, err);
	if (rc != RC_OK)
		return rc;
	if (n_positive == 0)
		return err_set(err, RC_PERM, "5.5.4",
		    "a search needs a word to find: give one without - before "
		    "it");
	buf_putc(ret, ')');
	if (n_positive < search->n_terms) {
		buf_puts(ret, " NOT (");
		rc = add_terms(ret, search, true, &n_negative, err);
		if (rc != RC_OK)
			return rc;
		buf_putc(ret, ')');
	}
	if (buf_is_full(ret))
		return err_set(err, RC_PERM, "5.5.4",
		    "the search is too long: give fewer words");
	return RC_OK;
}

/* The matches first, newest first and no more than asked for; only for those
 * what is shown of a post. */
#define MATCHES(text)                                                    \
	"SELECT post_id FROM " text " WHERE words = ?1 AND post_id < ?2" \
	" AND ?3 IN ('', list) AND date_s >= ?4 AND date_s < ?5 "
#define NEWEST(matches)                                             \
	"SELECT " VIEW_POST_COLUMNS " FROM shown_post"              \
	" WHERE id IN (" matches " ORDER BY post_id DESC LIMIT ?6)" \
	" ORDER BY id DESC"

const char *
view_search_sql(const struct view *view)
{
	if (!view->has_internal)
		return NEWEST(MATCHES("shown_shared_text"));
	if (!view->has_shared)
		return NEWEST(MATCHES("shown_internal_text"));
	return NEWEST(MATCHES("shown_shared_text") "UNION ALL " MATCHES(
	    "shown_internal_text"));
}

static enum rc
run_search(struct view *view, const struct view_search *search,
    const char *expression, int64_t before_id, size_t max,
    struct view_posts *ret, struct err *err)
{
	auto_query struct query q = view_query(view, view_search_sql(view));

	bind_text(&q, expression);
	bind_int(&q, before_id == 0 ? INT64_MAX : before_id);
	bind_text(&q, search->list);
	bind_int(&q, search->after_s == 0 ? INT64_MIN : search->after_s);
	bind_int(&q, search->before_s == 0 ? INT64_MAX : search->before_s);
	bind_size(&q, max);
	return view_posts_read(&q, ret, err);
}

enum rc
view_search(struct view *view, const struct view_search *search,
    int64_t before_id, size_t max, struct view_posts *ret, struct err *err)
{
	auto_buf struct buf expression = BUF_INIT(EXPRESSION_MAX_BYTES);
	enum rc rc = make_expression(search, &expression, err);

	if (rc != RC_OK)
		return rc;
	/* `company` is empty while nothing is open inside. */
	if (!view->has_shared && !view->has_internal) {
		*ret = (struct view_posts){ .n = 0 };
		return RC_OK;
	}
	return run_search(
	    view, search, buf_string(&expression), before_id, max, ret, err);
}
