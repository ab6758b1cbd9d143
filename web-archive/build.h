/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One build of the site of a view: from what changed since the last one to
 * the pages that show it.
 */
#ifndef WEB_ARCHIVE_BUILD_H
#define WEB_ARCHIVE_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/site.h"
#include "lib/mail/worker.h"

/* Folders of a site. */
#define BUILD_VIEWS "views"
#define BUILD_STATE "state"

struct build_counts {
	uint64_t n_written;
	uint64_t n_kept;
	uint64_t n_removed;
	bool is_full;
};

/* Build the view of this name.  is_full: as if for the first time; what
 * does not belong there is removed.  RC_NOENT when there is no such view. */
enum rc build_view(const struct site *site, struct worker *worker,
    const char *name, bool is_full, struct build_counts *ret, struct err *err);

#endif
