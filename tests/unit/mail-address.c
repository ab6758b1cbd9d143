/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/address.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *address;
	const char *want; /* the normal form, NULL when not safe */
} rows[] = {
	{ "a@b", "a@b" },
	{ "Ann.Lee+x@Lists.Example.COM", "ann.lee+x@lists.example.com" },
	{ "a..b@docomo.example", "a..b@docomo.example" },
	{ "o'neil=x/y!z%w@b", "o'neil=x/y!z%w@b" },
	{ "a@b\xc3\xa9.example", "a@b\xc3\xa9.example" },
	{ "", NULL },
	{ "a", NULL },
	{ "@b", NULL },
	{ "a@", NULL },
	{ "a@b@c", NULL },
	{ "a b@c", NULL },
	{ "a@b c", NULL },
	{ "\"a\"@b", NULL },
	{ "a\\@b", NULL },
	{ "a,b@c", NULL },
	{ "a:b@c", NULL },
	{ "a;b@c", NULL },
	{ "a(b)@c", NULL },
	{ "<a@b>", NULL },
	{ "a@b>", NULL },
	{ "a\n@b", NULL },
	{ "a@b\r\nRCPT TO:<c@d>", NULL },
	{ "a\t@b", NULL },
	{ "a\x7f@b", NULL },
	{ "a@[127.0.0.1]", NULL },
	{ "a@b_c", NULL },
	{ "a@.b", NULL },
	{ "a@b.", NULL },
	{ "a@b..c", NULL },
};

static const struct {
	const char *address, *domain;
	bool want;
} domains[] = {
	{ "a@example.com", "example.com", true },
	{ "a@example.com", "EXAMPLE.com", true },
	{ "a@x.example.com", "example.com", true },
	{ "a@badexample.com", "example.com", false },
	{ "a@com", "example.com", false },
	{ "a@example.com.evil", "example.com", false },
	{ "example.com", "example.com", false },
	{ "a@example.com", "", false },
};

static void
test_length(void)
{
	char address[256];

	memset(address, 'a', sizeof address);
	memcpy(address + 252, "@b", 3);
	tap_ok(address_is_safe(address), "254 bytes");
	memcpy(address + 253, "@b", 3);
	tap_ok(!address_is_safe(address), "255 bytes");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		auto_free char *got = address_normal(rows[i].address);

		tap_is_string(got, rows[i].want, "normal: row %zu", i);
		tap_is_int(address_is_safe(rows[i].address),
		    rows[i].want != NULL, "safe: row %zu", i);
	}
	for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++)
		tap_is_int(
		    address_is_in_domain(domains[i].address, domains[i].domain),
		    domains[i].want, "domain: row %zu", i);
	tap_is_string(address_domain("a@b@c"), "c", "domain: the last @");
	tap_is_string(address_domain("a"), "", "domain: none");
	test_length();
	return tap_done();
}
