/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/mbox.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archiver/from-line.h"
#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"

/* A line longer than this comes in pieces: what it begins with decides. */
enum { WINDOW_BYTES = 128 * 1024, SHOWN_FROM_BYTES = 60 };

struct mbox {
	int fd;
	enum mbox_kind kind;
	size_t max_bytes;

	/* The file from `offset` on, as far as it is read. */
	char window[WINDOW_BYTES];
	size_t start, end;
	int64_t offset;
	bool is_at_end;

	bool is_mid_line; /* the next piece goes on with a line */
	size_t n_blank; /* bytes of the line before, if it was empty */
	bool is_first; /* no line was read yet */

	/* The message that is being read. */
	struct buf raw;
	bool is_begun; /* by a From_ line */
	char *from_line;
	int64_t from_s;
	int64_t from_offset;
};

struct mbox *
mbox_new(int fd, enum mbox_kind kind, size_t max_bytes)
{
	struct mbox *mbox = mem_zero(1, sizeof(*mbox));

	mbox->fd = fd;
	mbox->kind = kind;
	mbox->max_bytes = max_bytes;
	/* The empty line that belongs to the store is in it for a while. */
	mbox->raw = (struct buf)BUF_INIT(max_bytes + 2);
	mbox->is_first = true;
	return mbox;
}

void
mbox_free(struct mbox *mbox)
{
	if (mbox == NULL)
		return;
	close(mbox->fd);
	buf_release(&mbox->raw);
	free(mbox->from_line);
	free(mbox);
}

static enum rc
fill(struct mbox *mbox, struct err *err)
{
	ssize_t n;

	memmove(
	    mbox->window, mbox->window + mbox->start, mbox->end - mbox->start);
	mbox->end -= mbox->start;
	mbox->start = 0;
	do
		n = read(mbox->fd, mbox->window + mbox->end,
		    WINDOW_BYTES - mbox->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_errno(err, "cannot read on at byte %lld",
		    (long long)mbox->offset);
	mbox->is_at_end = n == 0;
	mbox->end += (size_t)n;
	return RC_OK;
}

/* A line with its line end, or a piece of one that is too long, or what is
 * left at the end of the file.  Borrowed until the next one. */
struct piece {
	const char *text;
	size_t n;
	bool has_end; /* of its line */
};

static enum rc
next_piece(struct mbox *mbox, struct piece *ret, struct err *err)
{
	for (;;) {
		const char *text = mbox->window + mbox->start;
		size_t n = mbox->end - mbox->start;
		const char *end = n > 0 ? memchr(text, '\n', n) : NULL;

		if (end != NULL)
			n = (size_t)(end - text) + 1;
		if (end != NULL || n == WINDOW_BYTES ||
		    (mbox->is_at_end && n > 0)) {
			*ret = (struct piece){ text, n, end != NULL };
			mbox->start += n;
			mbox->offset += (int64_t)n;
			return RC_OK;
		}
		if (mbox->is_at_end)
			return RC_NOENT;
		enum rc rc = fill(mbox, err);

		if (rc != RC_OK)
			return rc;
	}
}

static size_t
without_end(const struct piece *piece)
{
	size_t n = piece->n - (piece->has_end ? 1 : 0);

	return n > 0 && piece->has_end && piece->text[n - 1] == '\r' ? n - 1
								     : n;
}

/* Is it the line that begins the next message? */
static bool
begins(const struct mbox *mbox, const struct piece *piece, int64_t *ret_s)
{
	return (mbox->is_first || mbox->n_blank > 0) && piece->has_end &&
	    from_line_parse(piece->text, without_end(piece), ret_s);
}

/* How many bytes the store put in front of this line of a message. */
static size_t
n_guards(const struct mbox *mbox, const struct piece *piece)
{
	bool is_from = false;
	size_t n = from_line_quotes(piece->text, piece->n, &is_from);

	if (!is_from || n == 0 || (mbox->kind == MBOX_O && n > 1))
		return 0;
	return 1;
}

static void
take_line(struct mbox *mbox, const struct piece *piece)
{
	size_t skip = mbox->is_mid_line ? 0 : n_guards(mbox, piece);
	bool is_blank =
	    !mbox->is_mid_line && piece->has_end && without_end(piece) == 0;

	buf_add(&mbox->raw, piece->text + skip, piece->n - skip);
	mbox->n_blank = is_blank ? piece->n : 0;
	mbox->is_mid_line = !piece->has_end;
	mbox->is_first = false;
}

static void
begin(struct mbox *mbox, const struct piece *piece, int64_t from_s)
{
	auto_free char *line = mem_dup_n(piece->text, without_end(piece));

	free(mbox->from_line);
	mbox->from_line = ascii_printable(line, SHOWN_FROM_BYTES);
	mbox->from_s = from_s;
	mbox->from_offset = mbox->offset - (int64_t)piece->n;
	mbox->is_begun = true;
	mbox->is_first = false;
	mbox->n_blank = 0;
}

static bool
is_blank_only(const struct buf *raw)
{
	for (size_t i = 0; i < raw->len; i++)
		if (!ascii_is_space(raw->data[i]))
			return false;
	return true;
}

static void
finish_message(struct mbox *mbox, struct found *ret)
{
	*ret = (struct found){
		.place = mem_format("byte %lld (%s)",
		    (long long)mbox->from_offset, mbox->from_line),
		.stored_s = mbox->from_s,
	};
	if (buf_is_full(&mbox->raw) ||
	    mbox->raw.len - mbox->n_blank > mbox->max_bytes) {
		ret->problem = mem_format("it is larger than %zu bytes "
					  "(max_message_bytes)",
		    mbox->max_bytes);
		buf_clear(&mbox->raw);
	} else if (mbox->n_blank > 0) {
		mbox->raw.len -= mbox->n_blank;
		mbox->raw.data[mbox->raw.len] = '\0';
	}
	ret->n_raw = mbox->raw.len;
	ret->raw = buf_take(&mbox->raw);
}

/* Bytes that no From_ line began: they are no message.  False when there are
 * none but white space. */
static bool
finish_stray(struct mbox *mbox, struct found *ret)
{
	bool is_stray = buf_is_full(&mbox->raw) || !is_blank_only(&mbox->raw);

	buf_clear(&mbox->raw);
	if (!is_stray)
		return false;
	*ret = (struct found){
		.raw = mem_dup(""),
		.place = mem_dup("byte 0"),
		.problem = mem_dup("no line 'From SENDER DATE' begins it; is "
				   "this an mbox file?"),
	};
	return true;
}

/* What was read until now, if it is anything. */
static bool
finish(struct mbox *mbox, struct found *ret)
{
	if (!mbox->is_begun)
		return finish_stray(mbox, ret);
	finish_message(mbox, ret);
	mbox->is_begun = false;
	return true;
}

enum rc
mbox_next(struct mbox *mbox, struct found *ret, struct err *err)
{
	struct piece piece;
	enum rc rc;

	while ((rc = next_piece(mbox, &piece, err)) == RC_OK) {
		int64_t from_s = 0;
		bool has_found;

		if (mbox->is_mid_line || !begins(mbox, &piece, &from_s)) {
			take_line(mbox, &piece);
			continue;
		}
		has_found = finish(mbox, ret);
		begin(mbox, &piece, from_s);
		if (has_found)
			return RC_OK;
	}
	return rc == RC_NOENT && finish(mbox, ret) ? RC_OK : rc;
}

/* "From trestle Mon Nov 23 11:19:00 2026" out of the parts of "Mon, 23 Nov
 * 2026 11:19:00 +0000": the sender of the envelope is nobody's to see. */
static void
add_from_line(struct buf *buf, int64_t accepted_s)
{
	char date[CLOCK_DATE_BYTES];

	clock_rfc5322(accepted_s, date);
	buf_format(buf, "From trestle %.3s %.3s %.2s %.8s %.4s\n", date,
	    date + 8, date + 5, date + 17, date + 12);
}

void
mbox_add(struct buf *buf, int64_t accepted_s, const char *raw, size_t n_raw)
{
	size_t i = 0;

	add_from_line(buf, accepted_s);
	while (i < n_raw) {
		const char *end = memchr(raw + i, '\n', n_raw - i);
		size_t n =
		    end != NULL ? (size_t)(end - raw) + 1 - i : n_raw - i;
		bool is_from = false;

		from_line_quotes(raw + i, n, &is_from);
		if (is_from)
			buf_putc(buf, '>');
		buf_add(buf, raw + i, n);
		i += n;
	}
	if (n_raw > 0 && raw[n_raw - 1] != '\n')
		buf_putc(buf, '\n');
	buf_putc(buf, '\n');
}
