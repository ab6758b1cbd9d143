/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server did and why, for owners and operator; never readable from
 * a view.  And how often strangers were answered.
 */
#ifndef LIB_STORE_JOURNAL_H
#define LIB_STORE_JOURNAL_H

#include "lib/store/store.h"

/* event: a short constant word; list_id and person_id 0 for none. */
enum rc journal_add(struct store *store, int64_t now_s, const char *event,
    int64_t list_id, int64_t person_id, const char *text, struct err *err);

/* How many entries with this event there are. */
enum rc journal_count(
    struct store *store, const char *event, uint64_t *ret, struct err *err);

/* May this (normal) address get an automatic answer now?  If so the answer
 * is recorded; at most one is in each interval (RFC 3834 2). */
enum rc answer_is_due(struct store *store, const char *address, int64_t now_s,
    int64_t interval_s, bool *ret, struct err *err);

#endif
