/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the builder of a view remembers between two builds, in SITE/state,
 * never in a docroot: how far it has read the view's changes, and what the
 * front pages count, so that a build never counts the archive.  It can be
 * lost: then everything is built again.
 */
#ifndef WEB_ARCHIVE_STATE_H
#define WEB_ARCHIVE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/hash/digest.h"
#include "web-archive/when.h"

/* A month of a list in which there are posts. */
struct state_month {
	char *list;
	char month[WHEN_MONTH_BYTES];
	uint64_t n_posts;
	uint64_t n_conversations;
	int64_t newest_s; /* accepted */
	bool is_touched; /* in this build; not kept */
};

struct state {
	int64_t mark; /* behind the last change (view.h) */
	int64_t newest_s; /* of all posts on pages, accepted */
	int64_t newest_file_s; /* of all posts with attachments */
	char lists[NAME_BYTES]; /* a hash of the lists and their purposes */
	struct state_month *v; /* by list, then by month */
	size_t n;
};

void state_release(struct state *state);
#define auto_state __attribute__((cleanup(state_release)))

/* Read it.  RC_NOENT when there is none, or it is of another form of pages
 * than `form`, or cannot be understood. */
enum rc state_load(
    const char *path, const char *form, struct state *ret, struct err *err);
enum rc state_save(const char *path, const char *form,
    const struct state *state, struct err *err);

/* The row of a month, made when it is not there; borrowed until the next. */
struct state_month *
state_get(struct state *state, const char *list, const char *month);

#endif
