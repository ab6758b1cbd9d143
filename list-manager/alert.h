/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling the owners what a client's post shows, without the client being
 * able to see that anything was found (DESIGN.md 5.3, 5.8).
 */
#ifndef LIST_MANAGER_ALERT_H
#define LIST_MANAGER_ALERT_H

#include "list-manager/posting.h"

/* A client's post named internal addresses; they were struck. */
enum rc alert_internal_named(
    struct manager *manager, const struct posting *posting, struct err *err);

#endif
