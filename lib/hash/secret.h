/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The site's key, keyed hashes, and random values that tests can pin: with
 * TRESTLE_SEED in the environment every random value is a keyed hash of
 * (seed, purpose, object), never the next of a stream (DESIGN.md 5).
 */
#ifndef LIB_HASH_SECRET_H
#define LIB_HASH_SECRET_H

#include "lib/base/err.h"
#include "lib/hash/digest.h"

struct secret {
	unsigned char key[SHA256_BYTES];
};

/* Read the key file at path, making it (mode 0600, from getrandom) when it
 * is not there and `create` is set. */
enum rc
secret_load(const char *path, int create, struct secret *ret, struct err *err);

/* HMAC-SHA-256 of purpose NUL object by the site's key: the same value each
 * time, told by nobody without the key. */
void secret_hash(const struct secret *secret, const char *purpose,
    const char *object, unsigned char ret[SHA256_BYTES]);

/* Its name of 26 letters. */
void secret_name(const struct secret *secret, const char *purpose,
    const char *object, char ret[NAME_BYTES]);

/* 128 random bits as a name of 26 letters; the object (what the token is
 * for, who it is for) matters only where TRESTLE_SEED pins the value. */
void
random_token(const char *purpose, const char *object, char ret[NAME_BYTES]);

#endif
