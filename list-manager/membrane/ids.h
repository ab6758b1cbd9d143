/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Message-ID, In-Reply-To and References of a copy: they name only messages
 * that its readers have (DESIGN.md 5.5).
 */
#ifndef LIST_MANAGER_MEMBRANE_IDS_H
#define LIST_MANAGER_MEMBRANE_IDS_H

#include "list-manager/membrane/copy.h"

/* On a mixed list: the ancestors that the readers have, whatever the author
 * named.  On an internal list: what the author named, where each known post
 * that the readers lack gives way to its nearest ancestor that they have. */
enum rc ids_write(struct store *store, const struct copy *copy, struct buf *buf,
    struct err *err);

#endif
