/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/token.h"

#include <string.h>

#include "lib/hash/digest.h"
#include "lib/store/store-private.h"

/* Who reads the database must not be able to answer in another's name, so
 * the text itself is nowhere in it. */
static void
hash_text(const char *text, unsigned char ret[SHA256_BYTES])
{
	sha256(text, strlen(text), ret);
}

enum rc
token_add(struct store *store, const char *text, const struct token *token,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO token"
	    " (hash, action, hold_id, person_id, expires_s, used_s)"
	    " VALUES (?, ?, ?, ?, ?, ?)");
	unsigned char hash[SHA256_BYTES];

	hash_text(text, hash);
	bind_bytes(&q, hash, sizeof(hash));
	bind_int(&q, token->action);
	bind_id(&q, token->hold_id);
	bind_id(&q, token->person_id);
	bind_int(&q, token->expires_s);
	bind_int(&q, token->used_s);
	return query_run(&q, NULL, err);
}

enum rc
token_find(
    struct store *store, const char *text, struct token *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT action, hold_id, person_id, expires_s, used_s"
	    " FROM token WHERE hash = ?");
	unsigned char hash[SHA256_BYTES];
	enum rc rc;

	hash_text(text, hash);
	bind_bytes(&q, hash, sizeof(hash));
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	*ret = (struct token){
		.action = (enum token_action)column_int(&q, 0),
		.hold_id = column_int(&q, 1),
		.person_id = column_int(&q, 2),
		.expires_s = column_int(&q, 3),
		.used_s = column_int(&q, 4),
	};
	return RC_OK;
}

enum rc
token_use(struct store *store, const char *text, int64_t now_s, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "UPDATE token SET used_s = ? WHERE hash = ? AND used_s = 0");
	unsigned char hash[SHA256_BYTES];
	int n_changed = 0;
	enum rc rc;

	hash_text(text, hash);
	bind_int(&q, now_s);
	bind_bytes(&q, hash, sizeof(hash));
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}
