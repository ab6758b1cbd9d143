/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stored messages: the raw bytes as received, compressed, never changed, one
 * row for equal bytes, whatever they were posted to.
 */
#ifndef LIB_STORE_MESSAGE_H
#define LIB_STORE_MESSAGE_H

#include <stddef.h>

#include "lib/store/store.h"

struct message {
	int64_t id; /* set by message_add */
	char *msgid; /* without brackets; assigned when it had none */
	char *subject;
	char *from_name;
	char *from_address;
	int64_t date_s; /* its own date, or when it was received */
	int64_t received_s;
	unsigned char
	    hash[32]; /* SHA-256 of the raw bytes; set by message_add */
};

void message_release(struct message *message);
#define auto_message __attribute__((cleanup(message_release)))

/* Store it, or find the row of equal bytes; sets id and hash. */
enum rc message_add(struct store *store, struct message *message,
    const void *raw, size_t n_raw, struct err *err);

/* RC_NOENT when there is none. */
enum rc message_get(struct store *store, int64_t message_id,
    struct message *ret, struct err *err);

/* The raw bytes, NUL-terminated behind *ret_n. */
enum rc message_raw(struct store *store, int64_t message_id, char **ret,
    size_t *ret_n, struct err *err);

#endif
