/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Atom (RFC 4287): the newest posts of a list or of the view, each with its
 * opening words.
 */
#ifndef WEB_ARCHIVE_FEED_H
#define WEB_ARCHIVE_FEED_H

#include "web-archive/web.h"

/* list NULL: of the view. */
enum rc feed_put(struct web *web, const char *list, struct err *err);

#endif
