/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a month of a list: its conversations, newest first.
 */
#ifndef WEB_ARCHIVE_MONTH_H
#define WEB_ARCHIVE_MONTH_H

#include "web-archive/web.h"

/* Write it and count it in the state; remove it when the month is empty. */
enum rc month_put(
    struct web *web, const char *list, const char *month, struct err *err);

/* Where it stands, from the heap. */
char *month_path(const char *list, const char *month);

/* The posts of the newest months, newest accepted first: at least `least` of
 * them if there are so many, at most max.  list NULL: of all. */
enum rc month_latest(struct web *web, const char *list, size_t least,
    size_t max, struct view_posts *ret, struct err *err);

#endif
