/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts gathered into their conversations, for lists of those: of a month, or
 * of late.
 */
#ifndef WEB_ARCHIVE_THREADS_H
#define WEB_ARCHIVE_THREADS_H

#include "web-archive/page.h"

/* A conversation of which some posts were gathered. */
struct thread_row {
	int64_t root_id;
	struct view_post root;
	size_t n_posts; /* of those gathered */
	size_t n_internal;
	int64_t newest_s; /* the latest date of those */
	struct strv people; /* authors of those, the first of each */
};

struct threads {
	struct thread_row *v;
	size_t n;
};

void threads_release(struct threads *threads);
#define auto_threads __attribute__((cleanup(threads_release)))

/* Gather posts until max conversations are there; in the order in which the
 * first post of each stands in `posts`. */
enum rc threads_gather(struct view *view, const struct view_posts *posts,
    size_t max, struct threads *ret, struct err *err);

/* The list of them on a page.  with_list: name each one's list. */
void threads_write(struct markup *markup, const struct web *web,
    const struct page *page, const struct threads *threads, bool with_list);

#endif
