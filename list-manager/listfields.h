/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields by which a mail client knows a list (RFC 2369, RFC 2919).
 */
#ifndef LIST_MANAGER_LISTFIELDS_H
#define LIST_MANAGER_LISTFIELDS_H

#include "lib/base/buf.h"
#include "lib/base/site.h"
#include "lib/store/list.h"

/* List-Id, List-Post and so on, and Precedence, of what goes out from this
 * side of the list: SIDE_CLIENT for what both sides read. */
void listfields_write(const struct site *site, const struct list *list,
    enum side side, struct buf *buf);

#endif
