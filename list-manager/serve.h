/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two ways to run the list manager.
 */
#ifndef LIST_MANAGER_SERVE_H
#define LIST_MANAGER_SERVE_H

#include "list-manager/manager.h"

/* Work until SIGTERM or SIGINT: entries as they arrive, deadlines, sending.
 * RC_OK after a clean stop. */
enum rc serve(struct manager *manager, struct err *err);

/* Do all there is to do now, send what is due, and return. */
enum rc deliver(struct manager *manager, struct err *err);

#endif
