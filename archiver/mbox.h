/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the messages of an mbox file in their order, and writes them.
 *
 * The reader is our own.  libetpan's maps the whole file (490 MB for one of
 * 330) and undoes quoting as mboxo does, so what is exported by mboxrd would
 * not come back (research/libraries.md 2); and all of it would be one more
 * library in a program that reads what anybody put into a file.  Ours holds
 * one message of bounded size and a line's beginning.
 */
#ifndef ARCHIVER_MBOX_H
#define ARCHIVER_MBOX_H

#include "archiver/found.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"

enum mbox_kind {
	MBOX_RD, /* a '>' is added to each line that begins ">*From " */
	MBOX_O, /* and here only to those that begin "From " */
};

struct mbox;

/* Read from fd, which becomes the reader's; a message larger than max_bytes
 * is passed over, and told. */
struct mbox *mbox_new(int fd, enum mbox_kind kind, size_t max_bytes);
void mbox_free(struct mbox *mbox);

/* The next message: one begins at a line of from-line.h behind an empty line
 * or at the start, and ends before the empty line that the next one needs.
 * RC_NOENT at the end of the file. */
enum rc mbox_next(struct mbox *mbox, struct found *ret, struct err *err);

/* Append a message as mboxrd has it: the From_ line with its date, its lines
 * guarded, an empty line.  One that does not end with a line end gets one:
 * the format cannot say that there is none. */
void
mbox_add(struct buf *buf, int64_t accepted_s, const char *raw, size_t n_raw);

#endif
