/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is lines of words:
 *
 *	trestle-web FORM
 *	mark N
 *	newest SECONDS SECONDS
 *	lists HASH
 *	month LIST YYYY-MM POSTS CONVERSATIONS SECONDS
 *	end
 */
#include "web-archive/state.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"

enum { STATE_BYTES = 64 * 1024 * 1024 };

void
state_release(struct state *state)
{
	for (size_t i = 0; i < state->n; i++)
		free(state->v[i].list);
	free(state->v);
	*state = (struct state){ .n = 0 };
}

static int
compare(const struct state_month *row, const char *list, const char *month)
{
	int order = strcmp(row->list, list);

	return order != 0 ? order : strcmp(row->month, month);
}

struct state_month *
state_get(struct state *state, const char *list, const char *month)
{
	size_t low = 0, high = state->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(&state->v[middle], list, month);

		if (order == 0)
			return &state->v[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	state->v = mem_grow(state->v, state->n + 1, sizeof(*state->v));
	memmove(&state->v[low + 1], &state->v[low],
	    (state->n - low) * sizeof(*state->v));
	state->n++;
	state->v[low] = (struct state_month){ .list = mem_dup(list) };
	memcpy(state->v[low].month, month, WHEN_MONTH_BYTES);
	return &state->v[low];
}

static bool
read_count(const char *word, uint64_t *ret)
{
	return ascii_number(word, INT64_MAX, ret);
}

static bool
read_time(const char *word, int64_t *ret)
{
	uint64_t number;

	if (!read_count(word, &number))
		return false;
	*ret = (int64_t)number;
	return true;
}

static bool
read_name(const char *word, char ret[NAME_BYTES])
{
	if (strlen(word) != NAME_BYTES - 1)
		return false;
	memcpy(ret, word, NAME_BYTES);
	return true;
}

static bool
read_month_line(const struct strv *words, struct state *state)
{
	struct state_month *row;

	if (words->n != 6 || !when_is_month(words->v[2]))
		return false;
	row = state_get(state, words->v[1], words->v[2]);
	return read_count(words->v[3], &row->n_posts) &&
	    read_count(words->v[4], &row->n_conversations) &&
	    read_time(words->v[5], &row->newest_s);
}

static bool
read_line(
    const char *line, const char *form, bool *ret_ended, struct state *state)
{
	auto_strv struct strv words = STRV_INIT;

	strv_split(&words, line, " ");
	if (words.n == 2 && strcmp(words.v[0], "trestle-web") == 0)
		return strcmp(words.v[1], form) == 0;
	if (words.n == 2 && strcmp(words.v[0], "mark") == 0)
		return read_time(words.v[1], &state->mark);
	if (words.n == 3 && strcmp(words.v[0], "newest") == 0)
		return read_time(words.v[1], &state->newest_s) &&
		    read_time(words.v[2], &state->newest_file_s);
	if (words.n == 2 && strcmp(words.v[0], "lists") == 0)
		return read_name(words.v[1], state->lists);
	if (words.n == 1 && strcmp(words.v[0], "end") == 0)
		*ret_ended = true;
	else if (words.n == 0 || strcmp(words.v[0], "month") != 0)
		return false;
	return *ret_ended || read_month_line(&words, state);
}

enum rc
state_load(
    const char *path, const char *form, struct state *ret, struct err *err)
{
	auto_buf struct buf bytes = BUF_INIT(STATE_BYTES);
	auto_strv struct strv lines = STRV_INIT;
	auto_state struct state state = { .n = 0 };
	bool has_ended = false;
	enum rc rc = file_load(path, &bytes, err);

	if (rc != RC_OK)
		return rc;
	strv_split(&lines, buf_string(&bytes), "\n");
	for (size_t i = 0; i < lines.n; i++)
		if (!read_line(lines.v[i], form, &has_ended, &state))
			return RC_NOENT;
	if (!has_ended)
		return RC_NOENT;
	*ret = state;
	state = (struct state){ .n = 0 };
	return RC_OK;
}

enum rc
state_save(const char *path, const char *form, const struct state *state,
    struct err *err)
{
	auto_buf struct buf bytes = BUF_INIT(STATE_BYTES);

	buf_format(
	    &bytes, "trestle-web %s\nmark %" PRId64 "\n", form, state->mark);
	buf_format(&bytes, "newest %" PRId64 " %" PRId64 "\nlists %s\n",
	    state->newest_s, state->newest_file_s, state->lists);
	for (size_t i = 0; i < state->n; i++) {
		const struct state_month *row = &state->v[i];

		buf_format(&bytes,
		    "month %s %s %" PRIu64 " %" PRIu64 " %" PRId64 "\n",
		    row->list, row->month, row->n_posts, row->n_conversations,
		    row->newest_s);
	}
	buf_puts(&bytes, "end\n");
	if (buf_is_full(&bytes))
		return err_set(err, RC_PERM, "4.3.1",
		    "%s: the view has too many months", path);
	return file_replace(path, bytes.data, bytes.len, 0600, err);
}
