/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key file, keyed hashes by the vectors of RFC 4231, random values.
 */
#include "lib/hash/secret.h"

#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

/* RFC 4231 test case 2 has the key "Jefe", which HMAC fills up with NULs as
 * ours is; its data has no NUL, so our form of data is checked against
 * Python's hmac instead. */
static const struct {
	const char *key;
	const char *purpose;
	const char *object;
	const char *want;
} keyed[] = {
	{ "Jefe", "what do ya want", "for nothing?",
	    "adf13648edae17564744ff0aef28b138a329fa4a8104ff63388d270cef395d2"
	    "b" },
	{ "Jefe", "ab", "c",
	    "8e9b77831892156f4ea44a1a67468343f0266146aafb74218d63aef30c7dbc3"
	    "f" },
	{ "Jefe", "a", "bc",
	    "84a1c363524c1693637142c3e523650ea338d507ff46290994cafbfce73e5a9"
	    "0" },
	{ "Jefe", "", "",
	    "b673dc17f22b360d267af4bf852334fa37e194200550ac22ff29d55ee5fc8e9"
	    "0" },
	{ "other", "ab", "c",
	    "ecaa5ec06f8f72b9693103df49f7d71a015138e47052450c004a70a84a8b47c"
	    "3" },
};

static void
test_keyed(void)
{
	for (size_t i = 0; i < sizeof(keyed) / sizeof(*keyed); i++) {
		struct secret secret = { .key = { 0 } };
		unsigned char hash[SHA256_BYTES];
		char hex[SHA256_HEX_BYTES], name[NAME_BYTES];
		char name_of[NAME_BYTES];

		memcpy(secret.key, keyed[i].key, strlen(keyed[i].key));
		secret_hash(&secret, keyed[i].purpose, keyed[i].object, hash);
		sha256_hex(hash, hex);
		tap_is_string(hex, keyed[i].want, "keyed hash of %s, %s",
		    keyed[i].purpose, keyed[i].object);
		secret_name(&secret, keyed[i].purpose, keyed[i].object, name);
		name_of_hash(hash, name_of);
		tap_is_string(name, name_of, "and its name");
	}
}

static void
test_key_file(void)
{
	auto_free char *path = file_join(tap_scratch(), "key");
	struct secret made = { .key = { 0 } }, read = { .key = { 0 } };
	struct err err = ERR_INIT;
	struct stat st;

	tap_is_int(secret_load(path, 0, &read, &err), RC_NOENT, "no key yet");
	tap_is_int(secret_load(path, 1, &made, &err), RC_OK, "it is made");
	tap_is_int(stat(path, &st), 0, "it is there");
	tap_is_int(st.st_mode & 07777, 0600, "for its owner only");
	tap_is_int(
	    secret_load(path, 1, &read, &err), RC_OK, "the next one reads it");
	tap_is_bytes(read.key, sizeof(read.key), made.key, sizeof(made.key),
	    "it is the same");
	tap_is_int(
	    file_replace(path, "short", 5, 0600, &err), RC_OK, "cut it short");
	tap_is_int(secret_load(path, 1, &read, &err), RC_PERM,
	    "a short key is refused, not replaced");
	tap_has(err.text, "restore", "the remedy is named");
	tap_is_bytes(read.key, sizeof(read.key), made.key, sizeof(made.key),
	    "and nothing is read from it");
	file_replace(
	    path, "0123456789012345678901234567890123", 33, 0600, &err);
	tap_is_int(
	    secret_load(path, 1, &read, &err), RC_PERM, "so is a long one");
}

static void
test_random(void)
{
	char a[NAME_BYTES], b[NAME_BYTES], c[NAME_BYTES];

	unsetenv("TRESTLE_SEED");
	random_token("hold", "1", a);
	random_token("hold", "1", b);
	tap_ok(strcmp(a, b) != 0, "without a seed no two are equal");
	tap_is_int((intmax_t)strlen(a), NAME_BYTES - 1, "26 letters");
	setenv("TRESTLE_SEED", "7", 1);
	random_token("hold", "1", a);
	random_token("other", "1", c);
	random_token("hold", "1", b);
	tap_is_string(a, b, "with a seed: the same, whatever came between");
	tap_ok(strcmp(a, c) != 0, "another purpose, another value");
	random_token("hold", "2", c);
	tap_ok(strcmp(a, c) != 0, "another object, another value");
	setenv("TRESTLE_SEED", "8", 1);
	random_token("hold", "1", c);
	tap_ok(strcmp(a, c) != 0, "another seed, another value");
	unsetenv("TRESTLE_SEED");
}

int
main(void)
{
	test_keyed();
	test_key_file();
	test_random();
	return tap_done();
}
