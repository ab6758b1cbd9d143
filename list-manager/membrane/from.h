/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether an author's From may stand in a copy, and what stands there else
 * (DESIGN.md 5.6).  The answer is a function of the site's settings and of
 * the post's own audience, never of what was answered.
 */
#ifndef LIST_MANAGER_MEMBRANE_FROM_H
#define LIST_MANAGER_MEMBRANE_FROM_H

#include "list-manager/membrane/copy.h"

/* True on internal lists, for domains that our MTA signs for, and for those
 * known to be lenient; never for a visitor or an unclear author. */
bool from_is_kept(const struct copy *copy);

/* Write the From that takes its place: the author's name at the address of
 * the audience, and the author in Author (RFC 9057). */
void from_rewrite(const struct copy *copy, struct buf *buf);

#endif
