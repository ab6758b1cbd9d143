/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation as a view shows it: the tree of posts below its first one,
 * each post behind the one it answers, and its pages.
 */
#ifndef WEB_ARCHIVE_CONVERSATION_H
#define WEB_ARCHIVE_CONVERSATION_H

#include "web-archive/web.h"

/* So many posts stand on one page. */
enum { CONVERSATION_POSTS = 100 };

struct turn {
	struct view_post post;
	size_t parent; /* its index; of the first: its own */
	unsigned depth;

	/* The first turn with the same message, itself unless the message
	 * was posted twice.  Only that one shows the text. */
	size_t first;
};

struct conversation {
	struct turn *v;
	size_t n;
};

void conversation_release(struct conversation *conversation);
#define auto_conversation __attribute__((cleanup(conversation_release)))

/* Read it, by the id of its first post. */
enum rc conversation_load(struct view *view, int64_t root_id,
    struct conversation *ret, struct err *err);

/* Does it have a post in a list of the view's own?  Only then it has pages. */
bool conversation_is_own(
    const struct web *web, const struct conversation *conversation);

/* Write its pages, those of its messages, and their files. */
enum rc conversation_put(
    struct web *web, const struct conversation *conversation, struct err *err);

/* Remove the pages of the conversation of this first post from `first` (1:
 * all) on. */
enum rc conversation_remove_pages(
    struct web *web, const char *root_name, size_t first, struct err *err);

/* Where page `number`, from 1, stands; from the heap. */
char *conversation_path(const char *root_name, size_t number);

/* Are two subjects the same but for reply prefixes? */
bool conversation_is_same_subject(const char *a, const char *b);

#endif
