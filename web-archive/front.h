/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The front page of a view, and the page of a list: its months.
 */
#ifndef WEB_ARCHIVE_FRONT_H
#define WEB_ARCHIVE_FRONT_H

#include "web-archive/web.h"

enum rc front_put(struct web *web, struct err *err);
enum rc
front_put_list(struct web *web, const struct view_list *list, struct err *err);

/* The newest post of a list, or of the view (NULL), as the state counts;
 * accepted. */
int64_t front_newest_s(const struct web *web, const char *list);

#endif
