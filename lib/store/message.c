/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/message.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/store-private.h"

void
message_release(struct message *message)
{
	free(message->msgid);
	free(message->subject);
	free(message->from_name);
	free(message->from_address);
	*message = (struct message){ .id = 0 };
}

static enum rc
find_by_hash(struct store *store, const unsigned char hash[static SHA256_BYTES],
    int64_t *ret_id, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "SELECT id FROM message WHERE hash = ?");
	enum rc rc;

	bind_bytes(&q, hash, SHA256_BYTES);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		*ret_id = column_int(&q, 0);
	return rc;
}

static enum rc
insert_message(struct store *store, const struct message *message,
    const unsigned char hash[static SHA256_BYTES], int64_t *ret_id,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO message (hash, msgid, subject, from_name,"
	    " from_address, date_s, received_s) VALUES (?, ?, ?, ?, ?, ?, ?)");

	bind_bytes(&q, hash, SHA256_BYTES);
	bind_text(&q, message->msgid);
	bind_text(&q, message->subject);
	bind_text(&q, message->from_name);
	bind_text(&q, message->from_address);
	bind_int(&q, message->date_s);
	bind_int(&q, message->received_s);
	return query_insert(&q, ret_id, err);
}

enum rc
message_add(struct store *store, struct message *message, const void *raw,
    size_t n_raw, struct err *err)
{
	auto_work struct work work = { NULL };
	unsigned char hash[SHA256_BYTES];
	int64_t id = 0;
	enum rc rc;

	sha256(raw, n_raw, hash);
	rc = work_begin(store, &work, err);
	if (rc != RC_OK)
		return rc;
	rc = find_by_hash(store, hash, &id, err);
	if (rc == RC_NOENT) {
		rc = insert_message(store, message, hash, &id, err);
		if (rc == RC_OK)
			rc = raw_add(store, id, raw, n_raw, err);
	}
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	if (rc != RC_OK)
		return rc;
	message->id = id;
	memcpy(message->hash, hash, sizeof(hash));
	return RC_OK;
}

enum rc
message_get(struct store *store, int64_t message_id, struct message *ret,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT id, msgid, subject, from_name, from_address, date_s,"
	    " received_s, hash FROM message WHERE id = ?");
	const void *hash;
	size_t n_hash;
	enum rc rc;

	bind_id(&q, message_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	ret->id = column_int(&q, 0);
	ret->msgid = column_text(&q, 1);
	ret->subject = column_text(&q, 2);
	ret->from_name = column_text(&q, 3);
	ret->from_address = column_text(&q, 4);
	ret->date_s = column_int(&q, 5);
	ret->received_s = column_int(&q, 6);
	hash = column_bytes(&q, 7, &n_hash);
	assert(n_hash == sizeof(ret->hash));
	memcpy(ret->hash, hash, sizeof(ret->hash));
	return RC_OK;
}

enum rc
message_raw(struct store *store, int64_t message_id, char **ret, size_t *ret_n,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT dictionary_id, n_bytes, packed FROM raw"
	    " WHERE message_id = ?");
	enum rc rc;

	bind_id(&q, message_id);
	rc = query_step(&q, err);
	if (rc != RC_OK)
		return rc;
	return raw_unpack(&q,
	    "SELECT dictionary.bytes FROM raw"
	    " JOIN dictionary ON dictionary.id = raw.dictionary_id"
	    " WHERE raw.message_id = ?",
	    message_id, ret, ret_n, err);
}
