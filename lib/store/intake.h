/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came in, and what became of it: one row a spool entry, one
 * disposition a recipient.  The sums are the proof that nothing is lost:
 * recipients taken in = posted + held + answered + filed + duplicates, and
 * set aside.
 */
#ifndef LIB_STORE_INTAKE_H
#define LIB_STORE_INTAKE_H

#include <stddef.h>

#include "lib/store/store.h"

enum outcome {
	OUTCOME_POSTED,
	OUTCOME_HELD,
	OUTCOME_ANSWERED, /* told its sender, an owner, or acted on */
	OUTCOME_FILED, /* kept, with a reason, told to nobody */
	OUTCOME_ASIDE, /* set aside: could not be read */
	OUTCOME_DUPLICATE, /* the MTA repeated itself */
};

const char *outcome_name(enum outcome outcome);

/* Was the entry of this name decided already, and was it set aside?
 * ret_aside may be NULL. */
enum rc intake_is_known(struct store *store, const char *spool_name, bool *ret,
    bool *ret_aside, struct err *err);

struct intake {
	int64_t id; /* set by intake_add */
	const char *spool_name;
	int64_t received_s;
	const char *sender;
	unsigned char raw_hash[32];
	int64_t message_id; /* stored message, 0 when not stored (aside) */
	uint64_t n_recipients; /* each gets one disposition */
};

enum rc intake_add(struct store *store, struct intake *intake, struct err *err);

/* What became of one recipient.  reason is a short constant word or two.
 * *ret_id (may be NULL) names the row, for a hold. */
enum rc
disposition_add(struct store *store, int64_t intake_id, const char *recipient,
    enum outcome outcome, const char *reason, int64_t *ret_id, struct err *err);

/* A held one is decided. */
enum rc disposition_set(struct store *store, int64_t disposition_id,
    enum outcome outcome, const char *reason, struct err *err);

/* The recipient and the envelope sender of a disposition. */
enum rc disposition_get(struct store *store, int64_t disposition_id,
    char **ret_recipient, char **ret_sender, struct err *err);

/* Did the same bytes for the same recipient come in at or after since_s, and
 * were they posted or do they still wait? */
enum rc
disposition_is_repeat(struct store *store, const unsigned char raw_hash[32],
    const char *recipient, int64_t since_s, bool *ret, struct err *err);

struct disposition_total {
	enum outcome outcome;
	char *reason;
	uint64_t n;
};

struct disposition_totals {
	struct disposition_total *v;
	size_t n;
};

void disposition_totals_release(struct disposition_totals *totals);
#define auto_disposition_totals \
	__attribute__((cleanup(disposition_totals_release)))

/* What became of them: the sums by outcome and reason. */
enum rc disposition_count(
    struct store *store, struct disposition_totals *ret, struct err *err);

/* What came in: the entries, and the recipients they had.  Those are the
 * other side of the equation, never counted from dispositions. */
enum rc intake_count(struct store *store, uint64_t *ret_n_entries,
    uint64_t *ret_n_recipients, struct err *err);

#endif
