/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that wait for one person's answer.
 */
#ifndef LIB_STORE_HOLD_H
#define LIB_STORE_HOLD_H

#include <stddef.h>

#include "lib/store/list.h"
#include "lib/store/store.h"

enum hold_state {
	HOLD_WAITING,
	HOLD_ACCEPTED, /* sent: it became a post */
	HOLD_DROPPED, /* by an answer */
	HOLD_EXPIRED, /* by the deadline */
};

struct hold {
	int64_t id; /* set by hold_add */
	int64_t message_id;
	int64_t audience_id; /* where it would go */
	int64_t disposition_id; /* the recipient it waits for */
	int64_t author_id; /* person, 0 when unknown */
	enum side author_side;
	unsigned reasons; /* of decide.h */
	int64_t created_s;
	int64_t deadline_s;
	enum hold_state state;
};

struct holds {
	struct hold *v;
	size_t n;
};

void holds_release(struct holds *holds);
#define auto_holds __attribute__((cleanup(holds_release)))

enum rc hold_add(struct store *store, struct hold *hold, struct err *err);

/* RC_NOENT when there is none. */
enum rc hold_get(
    struct store *store, int64_t hold_id, struct hold *ret, struct err *err);

/* End one that waits.  RC_NOENT when it does not wait any more. */
enum rc hold_end(struct store *store, int64_t hold_id, enum hold_state state,
    int64_t by_person_id, int64_t now_s, struct err *err);

/* Those that wait and whose deadline is at or before now_s, by id. */
enum rc hold_due(
    struct store *store, int64_t now_s, struct holds *ret, struct err *err);

/* Those that wait, by id; list_id 0: of all lists. */
enum rc hold_waiting(
    struct store *store, int64_t list_id, struct holds *ret, struct err *err);

/* The next deadline.  RC_NOENT when nothing waits. */
enum rc
hold_next_deadline(struct store *store, int64_t *ret_s, struct err *err);

#endif
