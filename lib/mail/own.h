/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A writer's own words told apart from what he quotes, from the line that
 * introduces a quotation, and from his signature; in English and French, as
 * mail clients write them.  For the index, digests and pages; the membrane
 * never trusts it.  A pure function of the text.
 */
#ifndef LIB_MAIL_OWN_H
#define LIB_MAIL_OWN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"

enum own_kind {
	OWN_WORDS,
	OWN_QUOTED, /* behind '>' or '|', or in an Outlook block */
	OWN_ATTRIBUTION, /* "On Monday Bob wrote:", "-----Original Message" */
	OWN_SIGNATURE, /* "-- " and what follows it */
};

/* One line of a text, borrowed from it, without its line end. */
struct own_line {
	const char *text;
	size_t n;
	enum own_kind kind;
	unsigned depth; /* of quotation: how many prefixes were dropped from
	                   text; 0 for own words */
};

struct own;

/* Look at a whole text (UTF-8, LF lines), which must outlive the result. */
struct own *own_new(const char *text, size_t n_text);
void own_free(struct own *own);
void own_cleanup(struct own **own);
#define auto_own __attribute__((cleanup(own_cleanup)))

/* The next line.  False at the end. */
bool own_next(struct own *own, struct own_line *ret);

/* The lines of the kinds in two buffers: own words, and all else. */
void own_split(const char *text, size_t n_text, struct buf *ret_words,
    struct buf *ret_rest);

/* The opening: the first paragraph of own words on one line, without a
 * greeting that stands alone, cut at max_bytes behind a whole word.  From the
 * heap, "" when there are none. */
char *own_opening(const char *text, size_t n_text, size_t max_bytes);

#endif
