/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SHA-256 of bytes, and the names made from it.
 */
#ifndef LIB_HASH_DIGEST_H
#define LIB_HASH_DIGEST_H

#include <stddef.h>

enum {
	SHA256_BYTES = 32,
	SHA256_HEX_BYTES = 65, /* with the final NUL */
	NAME_BYTES = 27, /* 26 letters and the final NUL */
};

void sha256(const void *bytes, size_t n_bytes, unsigned char ret[SHA256_BYTES]);
void
sha256_hex(const unsigned char hash[SHA256_BYTES], char ret[SHA256_HEX_BYTES]);

/* 26 letters of base32 (a-z, 2-7; 130 bits) of the hash: how a thing is
 * named outside the server (DESIGN.md 5). */
void name_of_hash(const unsigned char hash[SHA256_BYTES], char ret[NAME_BYTES]);

/* The name of a message by its Message-ID, without angle brackets. */
void name_of_msgid(const char *msgid, char ret[NAME_BYTES]);

/* The name of a different message with a used id:
 * SHA-256(Message-ID NUL SHA-256(raw)). */
void name_of_collision(const char *msgid,
    const unsigned char raw_hash[SHA256_BYTES], char ret[NAME_BYTES]);

#endif
