/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Raw bytes packed by zstd, level 3.  Mail is small and alike: a dictionary
 * trained on a thousand messages makes it a third smaller than zstd alone.
 * A row says which dictionary packed it, and dictionaries are never deleted.
 * Each frame has a checksum, so that a damaged row is told, not handed out.
 */
#include <stdlib.h>
#include <string.h>

#include <zdict.h>
#include <zstd.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/message.h"
#include "lib/store/store-private.h"

#define LEVEL 3
#define DICTIONARY_BYTES (112 * 1024)

/* What a message gives to the training: its head and the start of its text.
 * All of a thousand messages stay below 32 MB. */
#define SAMPLE_MAX_BYTES (32 * 1024)

struct codec {
	ZSTD_CCtx *packer;
	ZSTD_DCtx *unpacker;
	bool is_searched; /* for a dictionary to pack with */
	int64_t packer_id; /* the newest dictionary, 0 for none */
	ZSTD_CDict *packer_dictionary;
	int64_t unpacker_id; /* the one used last, 0 for none */
	ZSTD_DDict *unpacker_dictionary;
};

void
codec_free(struct codec *codec)
{
	if (codec == NULL)
		return;
	ZSTD_freeCCtx(codec->packer);
	ZSTD_freeDCtx(codec->unpacker);
	ZSTD_freeCDict(codec->packer_dictionary);
	ZSTD_freeDDict(codec->unpacker_dictionary);
	free(codec);
}

static enum rc
no_memory(struct store *store, struct err *err)
{
	return err_set(err, RC_TEMP, "4.3.0",
	    "%s: no memory to pack or unpack a message", store->path);
}

/* The codec of a store, made at its first use. */
static enum rc
codec_get(struct store *store, struct codec **ret, struct err *err)
{
	if (store->codec == NULL) {
		struct codec *codec = mem_zero(1, sizeof(*codec));

		store->codec = codec;
		codec->packer = ZSTD_createCCtx();
		codec->unpacker = ZSTD_createDCtx();
	}
	if (store->codec->packer == NULL || store->codec->unpacker == NULL)
		return no_memory(store, err);
	*ret = store->codec;
	return RC_OK;
}

/* Find the newest dictionary, once. */
static enum rc
search_dictionary(struct store *store, struct codec *codec, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "SELECT id, bytes FROM dictionary ORDER BY id DESC LIMIT 1");
	const void *bytes;
	size_t n_bytes;
	enum rc rc;

	rc = query_step(&q, err);
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	if (rc == RC_OK) {
		bytes = column_bytes(&q, 1, &n_bytes);
		codec->packer_dictionary =
		    ZSTD_createCDict(bytes, n_bytes, LEVEL);
		if (codec->packer_dictionary == NULL)
			return no_memory(store, err);
		codec->packer_id = column_int(&q, 0);
	}
	codec->is_searched = true;
	return RC_OK;
}

static enum rc
pack(struct codec *codec, const void *raw, size_t n_raw, void *packed,
    size_t *n_packed)
{
	ZSTD_CCtx *packer = codec->packer;
	size_t n;

	ZSTD_CCtx_reset(packer, ZSTD_reset_session_and_parameters);
	ZSTD_CCtx_setParameter(packer, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(packer, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_refCDict(packer, codec->packer_dictionary);
	n = ZSTD_compress2(packer, packed, *n_packed, raw, n_raw);
	if (ZSTD_isError(n))
		return RC_TEMP;
	*n_packed = n;
	return RC_OK;
}

static enum rc
insert_raw(struct store *store, struct codec *codec, int64_t message_id,
    const void *raw, size_t n_raw, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO raw (message_id, dictionary_id, n_bytes, packed)"
	    " VALUES (?, ?, ?, ?)");
	size_t n_packed = ZSTD_compressBound(n_raw);
	auto_free void *packed = mem_alloc(n_packed);

	if (pack(codec, raw, n_raw, packed, &n_packed) != RC_OK)
		return no_memory(store, err);
	bind_id(&q, message_id);
	bind_id(&q, codec->packer_id);
	bind_int(&q, (int64_t)n_raw);
	bind_bytes(&q, packed, n_packed);
	return query_run(&q, NULL, err);
}

enum rc
raw_add(struct store *store, int64_t message_id, const void *raw, size_t n_raw,
    struct err *err)
{
	struct codec *codec = NULL;
	enum rc rc;

	rc = codec_get(store, &codec, err);
	if (rc == RC_OK && !codec->is_searched)
		rc = search_dictionary(store, codec, err);
	if (rc == RC_OK)
		rc = insert_raw(store, codec, message_id, raw, n_raw, err);
	/* Again at each further thousand while they teach nothing. */
	if (rc == RC_OK && codec->packer_id == 0 &&
	    message_id % RAW_TRAIN_AT == 0)
		rc = raw_train(store, err);
	return rc;
}

/* Append the samples to bytes, and their sizes to an array of RAW_TRAIN_AT.
 */
static enum rc
gather_samples(struct store *store, struct buf *bytes, size_t *sizes,
    unsigned *n_samples, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT message_id FROM raw ORDER BY message_id DESC LIMIT ?");
	enum rc rc;

	bind_int(&q, RAW_TRAIN_AT);
	while ((rc = query_step(&q, err)) == RC_OK) {
		auto_free char *raw = NULL;
		size_t n_raw = 0;

		rc = message_raw(store, column_int(&q, 0), &raw, &n_raw, err);
		/* An old row that is damaged is no reason to refuse a new
		 * message. */
		if (rc == RC_PERM)
			continue;
		if (rc != RC_OK)
			return rc;
		if (n_raw > SAMPLE_MAX_BYTES)
			n_raw = SAMPLE_MAX_BYTES;
		buf_add(bytes, raw, n_raw);
		sizes[(*n_samples)++] = n_raw;
	}
	return rc == RC_NOENT ? RC_OK : rc;
}

static enum rc
insert_dictionary(
    struct store *store, const void *bytes, size_t n_bytes, struct err *err)
{
	auto_query struct query q =
	    query_on(store, "INSERT INTO dictionary (bytes) VALUES (?)");

	bind_bytes(&q, bytes, n_bytes);
	return query_run(&q, NULL, err);
}

enum rc
raw_train(struct store *store, struct err *err)
{
	auto_free size_t *sizes = mem_zero(RAW_TRAIN_AT, sizeof(*sizes));
	auto_buf struct buf bytes = BUF_INIT(RAW_TRAIN_AT * SAMPLE_MAX_BYTES);
	auto_free char *dictionary = mem_alloc(DICTIONARY_BYTES);
	unsigned n_samples = 0;
	size_t n;
	enum rc rc;

	rc = gather_samples(store, &bytes, sizes, &n_samples, err);
	if (rc != RC_OK)
		return rc;
	n = ZDICT_trainFromBuffer(
	    dictionary, DICTIONARY_BYTES, buf_string(&bytes), sizes, n_samples);
	if (ZDICT_isError(n))
		return RC_OK;
	rc = insert_dictionary(store, dictionary, n, err);
	/* The next message searches for it. */
	codec_free(take(store->codec));
	return rc;
}

static enum rc
load_dictionary(struct store *store, const char *dictionary_sql, int64_t key,
    ZSTD_DDict **ret, struct err *err)
{
	auto_query struct query q = query_on(store, dictionary_sql);
	const void *bytes;
	size_t n_bytes;
	enum rc rc;

	bind_id(&q, key);
	rc = query_step(&q, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.0",
		    "%s lacks the dictionary of a message: restore it from a "
		    "backup",
		    store->path);
	if (rc != RC_OK)
		return rc;
	bytes = column_bytes(&q, 0, &n_bytes);
	*ret = ZSTD_createDDict(bytes, n_bytes);
	return *ret == NULL ? no_memory(store, err) : RC_OK;
}

enum rc
raw_unpack(struct query *query, const char *dictionary_sql, int64_t key,
    char **ret, size_t *ret_n, struct err *err)
{
	int64_t dictionary_id = column_int(query, 0);
	size_t n_raw = (size_t)column_int(query, 1);
	struct store *store = query->store;
	auto_free char *raw = NULL;
	struct codec *codec = NULL;
	const void *packed;
	size_t n_packed, n = 0;
	enum rc rc;

	rc = codec_get(store, &codec, err);
	if (rc == RC_OK && dictionary_id != codec->unpacker_id) {
		ZSTD_freeDDict(take(codec->unpacker_dictionary));
		codec->unpacker_id = 0;
		if (dictionary_id != 0)
			rc = load_dictionary(store, dictionary_sql, key,
			    &codec->unpacker_dictionary, err);
		if (rc == RC_OK)
			codec->unpacker_id = dictionary_id;
	}
	if (rc != RC_OK)
		return rc;
	packed = column_bytes(query, 2, &n_packed);
	/* Two places must agree before their number is believed. */
	if (ZSTD_getFrameContentSize(packed, n_packed) == n_raw) {
		raw = mem_alloc(n_raw + 1);
		ZSTD_DCtx_refDDict(codec->unpacker, codec->unpacker_dictionary);
		n = ZSTD_decompressDCtx(
		    codec->unpacker, raw, n_raw, packed, n_packed);
	}
	if (raw == NULL || ZSTD_isError(n) || n != n_raw)
		return err_set(err, RC_PERM, "5.3.0",
		    "%s: the bytes of a message are damaged: restore it from "
		    "a backup",
		    store->path);
	raw[n_raw] = '\0';
	*ret = take(raw);
	*ret_n = n_raw;
	return RC_OK;
}
