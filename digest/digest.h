/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A digest as it is read, before it has a form: the sentences of what is new
 * in a view.  Both halves of the mail, plain text and HTML, are written from
 * these sentences, so that they say the same.  Everything in it is a function
 * of the view and of the time (DESIGN.md 5.12).
 */
#ifndef DIGEST_DIGEST_H
#define DIGEST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* A conversation.  What is NULL is not said. */
struct item {
	char *title; /* its subject */
	char *asked; /* who waits for an answer, since when */
	char *opening; /* how the question, or what is new, begins */
	char *news; /* how many posts are new, who speaks */
	char *url; /* where it goes on */
	/* Only to sort by, never shown: when a question was accepted, and
	 * its place among those of one moment. */
	int64_t asked_s, order;
};

struct section {
	const char *heading;
	const char *what; /* one of its items: "question" */
	struct item *v;
	size_t n;
	size_t n_shown; /* the first of them; the others are counted */
};

struct digest {
	char *title; /* "acme digest", one line */
	char *purpose; /* of the list; NULL for a view of several */
	char *period; /* from when to when */
	char *subject; /* of the mail */
	char *closing; /* what an answer to this mail does */
	char *url; /* of the pages of the view, or NULL */
	int64_t since_s, until_s;
	struct section waiting; /* questions of clients */
	struct section talk; /* the other conversations */
};

void digest_release(struct digest *digest);
#define auto_digest __attribute__((cleanup(digest_release)))

/* Room for one more item in a section, which owns it. */
struct item *section_add(struct section *section);

/* "and 12 more conversations", NULL when all are shown.  From the heap. */
char *section_rest(const struct section *section);

/* "1 question", "12 conversations".  From the heap. */
char *counted(size_t n, const char *what);

/* "15 Nov 2023" */
enum { DAY_BYTES = 12 };
void day_of(int64_t time_s, char ret[DAY_BYTES]);

#endif
