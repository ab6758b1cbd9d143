/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one word of an answer to a notice, out of the text a person wrote
 * above, below or without the quoted notice.  A pure function.
 */
#ifndef LIST_MANAGER_ANSWER_H
#define LIST_MANAGER_ANSWER_H

enum answer {
	ANSWER_UNCLEAR, /* nothing, several words, or another word */
	ANSWER_ACCEPT,
	ANSWER_REJECT,
	ANSWER_DISCARD,
	ANSWER_YES,
	ANSWER_NO,
};

/* Read the first line that is the writer's own: neither empty, nor quoted
 * with '>', nor the attribution above a quotation.  It must be one of the
 * words alone, in English or French; a final full stop or exclamation mark
 * and capitals do not count.  "yes but ..." is unclear: nobody's words are
 * sent on a maybe. */
enum answer answer_read(const char *text);

#endif
