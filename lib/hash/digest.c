/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/hash/digest.h"

#include <string.h>

#include <nettle/sha2.h>

_Static_assert(SHA256_BYTES == SHA256_DIGEST_SIZE, "digest.h and nettle agree");

void
sha256(const void *bytes, size_t n_bytes, unsigned char ret[SHA256_BYTES])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, n_bytes, bytes);
	sha256_digest(&ctx, SHA256_BYTES, ret);
}

void
sha256_hex(const unsigned char hash[SHA256_BYTES], char ret[SHA256_HEX_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_BYTES; i++) {
		ret[2 * i] = digits[hash[i] >> 4];
		ret[2 * i + 1] = digits[hash[i] & 15];
	}
	ret[SHA256_HEX_BYTES - 1] = '\0';
}

/* The alphabet of RFC 4648 section 6, in small letters: a name stands in
 * addresses, whose case some mail systems change. */
void
name_of_hash(const unsigned char hash[SHA256_BYTES], char ret[NAME_BYTES])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";

	for (size_t i = 0; i < NAME_BYTES - 1; i++) {
		size_t bit = 5 * i;
		unsigned pair = (unsigned)hash[bit / 8] << 8;

		pair |= hash[bit / 8 + 1];
		ret[i] = letters[pair >> (11 - bit % 8) & 31];
	}
	ret[NAME_BYTES - 1] = '\0';
}

void
name_of_msgid(const char *msgid, char ret[NAME_BYTES])
{
	unsigned char hash[SHA256_BYTES];

	sha256(msgid, strlen(msgid), hash);
	name_of_hash(hash, ret);
}

void
name_of_collision(const char *msgid, const unsigned char raw_hash[SHA256_BYTES],
    char ret[NAME_BYTES])
{
	struct sha256_ctx ctx;
	unsigned char hash[SHA256_BYTES];

	sha256_init(&ctx);
	/* The final NUL is hashed too: it parts the id from the hash. */
	sha256_update(&ctx, strlen(msgid) + 1, (const void *)msgid);
	sha256_update(&ctx, SHA256_BYTES, raw_hash);
	sha256_digest(&ctx, SHA256_BYTES, hash);
	name_of_hash(hash, ret);
}
