/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SHA-256 by the vectors of FIPS 180, and the names made from it (checked
 * against Python's hashlib and base64).
 */
#include "lib/hash/digest.h"

#include "tests/tap.h"

static const struct {
	const char *name;
	const char *input;
	const char *want;
} hashes[] = {
	{ "no bytes", "",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85"
	    "5" },
	{ "FIPS 180, one block", "abc",
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a"
	    "d" },
	{ "FIPS 180, two blocks",
	    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c"
	    "1" },
};

static const struct {
	const char *input;
	const char *want;
} names[] = {
	{ "a@example.com", "balizwan7vjuvmhrblyq6eyd7y" },
	{ "", "4oymiquy7qobjgx36tejs35zeq" },
	{ "CAF.1234-x@mail.gmail.com", "yx6wma3kroui2x5ge3ocvdrc5i" },
};

static void
test_million(void)
{
	char *bytes = malloc(1000000);
	unsigned char hash[SHA256_BYTES];
	char hex[SHA256_HEX_BYTES];

	memset(bytes, 'a', 1000000);
	sha256(bytes, 1000000, hash);
	free(bytes);
	sha256_hex(hash, hex);
	tap_is_string(hex,
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
	    "FIPS 180, a million letters");
}

static void
test_all_bits(void)
{
	unsigned char hash[SHA256_BYTES];
	char name[NAME_BYTES];

	memset(hash, 0xff, sizeof(hash));
	name_of_hash(hash, name);
	tap_is_string(name, "77777777777777777777777777", "all bits set");
	memset(hash, 0, sizeof(hash));
	name_of_hash(hash, name);
	tap_is_string(name, "aaaaaaaaaaaaaaaaaaaaaaaaaa", "no bit set");
	hash[16] = 0x40; /* the last of the 130 bits */
	name_of_hash(hash, name);
	tap_is_string(name, "aaaaaaaaaaaaaaaaaaaaaaaaab", "the last bit");
	hash[16] = 0x3f; /* none of them */
	name_of_hash(hash, name);
	tap_is_string(
	    name, "aaaaaaaaaaaaaaaaaaaaaaaaaa", "bits behind the last");
}

static void
test_collision(void)
{
	unsigned char hash[SHA256_BYTES];
	char name[NAME_BYTES];

	sha256("abc", 3, hash);
	name_of_collision("a@example.com", hash, name);
	tap_is_string(name, "37sjvxy6py2emlimevm6fhptz4", "a used id");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(hashes) / sizeof(*hashes); i++) {
		unsigned char hash[SHA256_BYTES];
		char hex[SHA256_HEX_BYTES];

		sha256(hashes[i].input, strlen(hashes[i].input), hash);
		sha256_hex(hash, hex);
		tap_is_string(hex, hashes[i].want, "%s", hashes[i].name);
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char name[NAME_BYTES];

		name_of_msgid(names[i].input, name);
		tap_is_string(
		    name, names[i].want, "the name of <%s>", names[i].input);
	}
	test_million();
	test_all_bits();
	test_collision();
	return tap_done();
}
