/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/hash/secret.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <nettle/hmac.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"

/* HMAC-SHA-256 (RFC 2104) of purpose NUL object; the NUL keeps ("ab",
 * "c") and ("a", "bc") apart. */
static void
keyed_hash(const void *key, size_t n_key, const char *purpose,
    const char *object, unsigned char ret[SHA256_BYTES])
{
	struct hmac_sha256_ctx ctx;

	hmac_sha256_set_key(&ctx, n_key, key);
	hmac_sha256_update(&ctx, strlen(purpose) + 1, (const void *)purpose);
	hmac_sha256_update(&ctx, strlen(object), (const void *)object);
	hmac_sha256_digest(&ctx, SHA256_BYTES, ret);
}

/* Every random value of the tree is made here. */
static void
random_bytes(
    const char *purpose, const char *object, unsigned char ret[SHA256_BYTES])
{
	const char *seed = getenv("TRESTLE_SEED");
	size_t n = 0;

	if (seed != NULL) {
		keyed_hash(seed, strlen(seed), purpose, object, ret);
		return;
	}
	while (n < SHA256_BYTES) {
		ssize_t got = getrandom(ret + n, SHA256_BYTES - n, 0);

		/* So few bytes can only be interrupted before the kernel has
		 * entropy, at boot. */
		assert(got >= 0 || errno == EINTR);
		if (got > 0)
			n += (size_t)got;
	}
}

enum rc
secret_load(const char *path, int create, struct secret *ret, struct err *err)
{
	auto_buf struct buf bytes = BUF_INIT(SHA256_BYTES);
	enum rc rc;

	rc = file_load(path, &bytes, err);
	if (rc == RC_NOENT && create) {
		unsigned char key[SHA256_BYTES];

		random_bytes("site key", "", key);
		rc = file_replace(path, key, sizeof(key), 0600, err);
		if (rc == RC_OK)
			memcpy(ret->key, key, sizeof(key));
		return rc;
	}
	if (rc == RC_OK && bytes.len == SHA256_BYTES) {
		memcpy(ret->key, bytes.data, SHA256_BYTES);
		return RC_OK;
	}
	if (rc == RC_OK || rc == RC_PERM)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s is not a key of %d bytes; restore it from a backup",
		    path, SHA256_BYTES);
	return rc;
}

void
secret_hash(const struct secret *secret, const char *purpose,
    const char *object, unsigned char ret[SHA256_BYTES])
{
	keyed_hash(secret->key, sizeof(secret->key), purpose, object, ret);
}

void
secret_name(const struct secret *secret, const char *purpose,
    const char *object, char ret[NAME_BYTES])
{
	unsigned char hash[SHA256_BYTES];

	secret_hash(secret, purpose, object, hash);
	name_of_hash(hash, ret);
}

void
random_token(const char *purpose, const char *object, char ret[NAME_BYTES])
{
	unsigned char bytes[SHA256_BYTES];

	random_bytes(purpose, object, bytes);
	name_of_hash(bytes, ret);
}
