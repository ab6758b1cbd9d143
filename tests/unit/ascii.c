/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/ascii.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *a, *b;
	bool equal, prefix;
} pairs[] = {
	{ "same", "abc", "abc", true, true },
	{ "case", "Message-ID", "message-id", true, true },
	{ "longer", "abcd", "abc", false, true },
	{ "shorter", "ab", "abc", false, false },
	{ "empty and empty", "", "", true, true },
	{ "empty prefix", "abc", "", false, true },
	{ "empty text", "", "abc", false, false },
	{ "not letters: [ and {", "[", "{", false, false },
	{ "not letters: @ and `", "@", "`", false, false },
	{ "Latin-1 is not folded", "\xc4", "\xe4", false, false },
	{ "differs late", "abcx", "abcy", false, false },
};

static const struct {
	const char *name, *input, *want;
} trims[] = {
	{ "both ends", " \t a b \r\n", "a b" },
	{ "nothing to do", "ab", "ab" },
	{ "only space", " \t\r\n", "" },
	{ "empty", "", "" },
	{ "a vertical tab stays", "\vx", "\vx" },
};

static const struct {
	const char *name, *input;
	size_t max_bytes;
	const char *want;
} printables[] = {
	{ "plain", "hello", 80, "hello" },
	{ "line ends", "a\r\nb", 80, "a  b" },
	{ "escape and delete", "\033[31m\177", 80, " [31m " },
	{ "cut", "abcdef", 3, "abc" },
	{ "exactly", "abc", 3, "abc" },
	{ "nothing", "abc", 0, "" },
	{ "no half of an e acute", "caf\xc3\xa9", 4, "caf" },
	{ "the whole of it", "caf\xc3\xa9", 5, "caf\xc3\xa9" },
	{ "no half of an emoji", "\xf0\x9f\x99\x82!", 3, "" },
	{ "cut before a character", "ab\xc3\xa9", 2, "ab" },
};

static const struct {
	const char *name, *input;
	uint64_t max;
	bool ok;
	uint64_t want;
} numbers[] = {
	{ "zero", "0", 10, true, 0 },
	{ "leading zeros", "007", 10, true, 7 },
	{ "the maximum", "65535", 65535, true, 65535 },
	{ "one more", "65536", 65535, false, 0 },
	{ "largest", "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
	{ "overflow", "18446744073709551616", UINT64_MAX, false, 0 },
	{ "overflow by a digit", "99999999999999999999", UINT64_MAX, false, 0 },
	{ "small maximum", "9", 8, false, 0 },
	{ "maximum zero", "0", 0, true, 0 },
	{ "empty", "", 10, false, 0 },
	{ "sign", "-1", 10, false, 0 },
	{ "plus", "+1", 10, false, 0 },
	{ "space before", " 1", 10, false, 0 },
	{ "space behind", "1 ", 10, false, 0 },
	{ "hex", "0x1", 10, false, 0 },
};

#define N(table) (sizeof(table) / sizeof((table)[0]))

static void
check_numbers(void)
{
	for (size_t i = 0; i < N(numbers); i++) {
		uint64_t got = 77;
		bool ok = ascii_number(numbers[i].input, numbers[i].max, &got);
		uint64_t want = numbers[i].ok ? numbers[i].want : 77;

		tap_ok(ok == numbers[i].ok && got == want, "number: %s",
		    numbers[i].name);
	}
}

int
main(void)
{
	for (size_t i = 0; i < N(pairs); i++) {
		tap_is_int(ascii_equal(pairs[i].a, pairs[i].b), pairs[i].equal,
		    "equal: %s", pairs[i].name);
		tap_is_int(ascii_has_prefix(pairs[i].a, pairs[i].b),
		    pairs[i].prefix, "prefix: %s", pairs[i].name);
	}
	tap_ok(ascii_equal_n("FROM: x", 4, "from"), "equal_n looks at n");
	tap_ok(!ascii_equal_n("FROM: x", 5, "from"), "equal_n wants all");
	for (size_t i = 0; i < N(trims); i++) {
		auto_free char *text = mem_dup(trims[i].input);

		tap_is_string(
		    ascii_trim(text), trims[i].want, "trim: %s", trims[i].name);
	}
	for (size_t i = 0; i < N(printables); i++) {
		auto_free char *got = ascii_printable(
		    printables[i].input, printables[i].max_bytes);

		tap_is_string(got, printables[i].want, "printable: %s",
		    printables[i].name);
	}
	check_numbers();
	return tap_done();
}
