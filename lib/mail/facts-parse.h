/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts out of GMime's objects: shared by facts-parse.c, facts-address.c,
 * facts-tree.c, facts-part.c and facts-reading.c.  GMime's options travel with
 * the facts, so that nothing depends on the locale of the process.
 */
#ifndef LIB_MAIL_FACTS_PARSE_H
#define LIB_MAIL_FACTS_PARSE_H

#include <gmime/gmime.h>

#include "lib/mail/facts-private.h"

struct readings;

struct parse {
	struct facts *facts;
	GMimeParserOptions *options;
	struct readings *readings;
	size_t n_text_bytes; /* of all parts so far */
	size_t wanted; /* the part whose content is asked for */
	struct buf *content; /* where it goes, NULL when none is */
	bool has_content; /* it was found */
};

/* Scope cleanup for GObjects, which GMime has no g_autoptr for. */
#define auto_object __attribute__((cleanup(parse_cleanup_object)))
static inline void
parse_cleanup_object(void *pointer_to_object)
{
	g_clear_object((GObject **)pointer_to_object);
}

/* Any text as a line of facts, at most FACTS_NAME_BYTES long; a longer one
 * is cut and the facts say so.  NULL is "". */
char *parse_line(struct parse *parse, const char *text);

/* Append the mailboxes of an address field's value.  True when the value
 * uses group syntax. */
bool parse_mailboxes(
    struct parse *parse, struct mailboxes *mailboxes, const char *value);

/* Where a part stands in the tree. */
struct place {
	/* The innermost multipart/alternative around it, counted from 1;
	 * 0 when there is none. */
	size_t alternative;
	bool is_inside; /* in a message/rfc822 */
	bool is_encrypted; /* in a multipart/encrypted */
};

/* Add the parts of the tree, and the text that a person reads. */
void parse_tree(struct parse *parse, GMimeObject *root);

/* Add one part: a leaf, the front of a message/rfc822, or a multipart
 * without parts, whose content clients may well show. */
void
parse_leaf(struct parse *parse, GMimePart *leaf, const struct place *place);
void parse_message_front(
    struct parse *parse, GMimeMessagePart *front, const struct place *place);
void parse_empty_multipart(
    struct parse *parse, GMimeMultipart *multipart, const struct place *place);

/* The texts among the parts that a person reads, in order. */
struct readings *readings_new(void);
void readings_free(struct readings *readings);

/* The part with this index is one.  html_text is its text without what is
 * hidden, NULL when the part is plain and its own text is read; taken. */
void readings_take(struct readings *readings, size_t part,
    const struct place *place, char *html_text);

/* All of them together, from the heap; HTML only where it has no plain
 * alternative. */
char *readings_text(const struct readings *readings, struct facts *facts);

#endif
