/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message with all that is known of it: its bytes, its facts, its row.
 */
#ifndef ARCHIVER_LETTER_H
#define ARCHIVER_LETTER_H

#include <stddef.h>
#include <stdint.h>

#include "lib/mail/facts.h"
#include "lib/store/message.h"

struct letter {
	struct message message; /* the letter's own */
	const struct facts *facts; /* borrowed; NULL when out of bounds */
	const char *raw; /* borrowed */
	size_t n_raw;
	size_t n_header; /* where its body begins */
};

/* A letter of these bytes and facts, which must outlive it.  A message
 * without a usable Message-ID gets one made from its bytes, in the domain.
 * Nothing is stored yet: message_add does that. */
struct letter letter_of(const char *domain, const char *raw, size_t n_raw,
    const struct facts *facts, int64_t received_s);

void letter_release(struct letter *letter);
#define auto_letter __attribute__((cleanup(letter_release)))

#endif
