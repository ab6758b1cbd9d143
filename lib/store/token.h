/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens: the right to answer one notice, for one person, once.  Only the
 * SHA-256 of a token is stored.
 */
#ifndef LIB_STORE_TOKEN_H
#define LIB_STORE_TOKEN_H

#include "lib/store/store.h"

enum token_action {
	TOKEN_MODERATE, /* accept, reject, discard a hold */
	TOKEN_CONFIRM, /* yes, no of the author of a hold */
};

struct token {
	enum token_action action;
	int64_t hold_id;
	int64_t person_id;
	int64_t expires_s;
	int64_t used_s; /* 0: not yet */
};

enum rc token_add(struct store *store, const char *text,
    const struct token *token, struct err *err);

/* RC_NOENT when there is none with this text. */
enum rc token_find(
    struct store *store, const char *text, struct token *ret, struct err *err);

/* Mark it used.  RC_NOENT when it was used already. */
enum rc token_use(
    struct store *store, const char *text, int64_t now_s, struct err *err);

#endif
