/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The site of one view while it is built, and where its pages stand:
 *
 *	index.html              the lists, the last conversations
 *	feed.atom               the newest posts
 *	style-HASH.css          named by its bytes, so that a browser may keep it
 *	list/LIST/index.html    the months of a list; feed.atom beside it
 *	list/LIST/YYYY-MM.html  the conversations of a month
 *	c/ID.html               a conversation, named after its first post;
 *	                        c/ID-2.html and so on from CONVERSATION_POSTS on
 *	m/ID.html               a message whole: the permalink, the same in
 *	                        every view that holds it
 *	a/ID/N-NAME             its attachments
 *
 * Every byte, name and time is a function of the posts of the view alone
 * (DESIGN.md 5.12).
 */
#ifndef WEB_ARCHIVE_WEB_H
#define WEB_ARCHIVE_WEB_H

#include <stdbool.h>

#include "lib/base/site.h"
#include "lib/mail/worker.h"
#include "lib/store/view.h"
#include "web-archive/docroot.h"
#include "web-archive/state.h"

struct web {
	const char *name; /* of the view */
	const char *domain; /* for the ids of the feeds */
	struct view *view;
	struct worker *worker;
	struct docroot docroot;
	struct state state;
	struct view_lists lists;

	/* Both sides speak here, so which is which must be seen. */
	bool has_two_sides;
	/* Addresses in texts are cut: for the view `public`. */
	bool hides_addresses;
};

/* The list of this name, NULL when the view has none. */
const struct view_list *web_list(const struct web *web, const char *name);

/* Do the pages of the view begin with the posts of this list? */
bool web_is_own(const struct web *web, const char *list);
size_t web_n_own(const struct web *web);

/* How the view is called on its pages: "acme", "acme, internal", "company".
 * From the heap. */
char *web_title(const struct web *web);

/* A text of a mail as the pages may show it, from the heap. */
char *web_shown(const struct web *web, const char *text);

/* The name of a post's author, never an address; from the heap. */
char *web_author(const struct view_post *post);

/* The subject, or words that say there is none; from the heap. */
char *web_subject(const struct web *web, const struct view_post *post);

#endif
