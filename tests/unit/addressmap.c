/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/addressmap.h"

#include <string.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

#define HEAD                                                             \
	"trestle-addresses 1\ndomain lists.example.com\n"                \
	"internal_domain internal.lists.example.com\ninternal_prefix \n" \
	"internal_from_outside refuse\nmax_bytes 100\n"
#define ONE "addresses 1\n\nacme@lists.example.com\n"

static const struct {
	const char *name;
	const char *file;
	bool is_good;
} maps[] = {
	{ "the least", HEAD "addresses 0\n\n", true },
	{ "one address", HEAD ONE, true },
	{ "sorted", HEAD "addresses 2\n\na@b\nb@b\n", true },

	{ "empty file", "", false },
	{ "other version", "trestle-addresses 2\n", false },
	{ "head only", HEAD, false },
	{ "no empty line", HEAD "addresses 0\n", false },
	{ "missing address", HEAD "addresses 2\n\na@b\n", false },
	{ "cut address", HEAD "addresses 1\n\nacme@lists.exa", false },
	{ "one address more", HEAD "addresses 1\n\na@b\nb@b\n", false },
	{ "unsorted", HEAD "addresses 2\n\nb@b\na@b\n", false },
	{ "twice the same", HEAD "addresses 2\n\na@b\na@b\n", false },
	{ "no address", HEAD "addresses 1\n\nacme\n", false },
	{ "a blank", HEAD "addresses 1\n\na b@c\n", false },
	{ "a carriage return", HEAD "addresses 1\n\na@b\r\n", false },
	{ "count beyond the file", HEAD "addresses 999999999999\n\na@b\n",
	    false },
	{ "unknown word",
	    "trestle-addresses 1\ndomain a\ninternal_domain b\n"
	    "internal_prefix \ninternal_from_outside maybe\nmax_bytes 1\n"
	    "addresses 0\n\n",
	    false },
	{ "no domain",
	    "trestle-addresses 1\ndomain \ninternal_domain b\n"
	    "internal_prefix \ninternal_from_outside refuse\nmax_bytes 1\n"
	    "addresses 0\n\n",
	    false },
};

static const struct {
	const char *address;
	const char *submitter;
	bool want; /* with an internal domain */
	bool by_prefix; /* with the prefix internal- */
} lookups[] = {
	{ "acme@lists.example.com", NULL, true, true },
	{ "ACME@Lists.Example.COM", NULL, true, true },
	{ "acme-Request@lists.example.com", "ben@example.com", true, true },
	{ "acm@lists.example.com", NULL, false, false },
	{ "acme2@lists.example.com", NULL, false, false },
	{ "acme+x@lists.example.com", NULL, false, false },
	{ "acme@example.com", NULL, false, false },
	{ "acme", NULL, false, false },
	{ "", NULL, false, false },
	{ "@lists.example.com", NULL, false, false },
	{ "bounces+abc@lists.example.com", NULL, true, true },
	{ "Bounces+ABC@lists.example.com", "ben@example.com", true, true },
	{ "c-abc@lists.example.com", NULL, true, true },
	{ "bounces@lists.example.com", NULL, false, false },
	{ "c-abc@example.com", NULL, false, false },
	{ "c-abc@internal.lists.example.com", "ben@example.com", false, false },
	{ "nobody@internal.lists.example.com", NULL, true, false },
	{ "nobody@Internal.lists.example.com", NULL, true, false },
	{ "nobody@internal.lists.example.com", "ben@example.com", false,
	    false },
	{ "nobody@x.internal.lists.example.com", NULL, false, false },
	{ "internal-nobody@lists.example.com", NULL, false, true },
	{ "internal-nobody@lists.example.com", "ben@example.com", false,
	    false },
	{ "internal-nobody@example.com", NULL, false, false },
};

static const struct {
	const char *address;
	const char *submitter;
	enum internal_from_outside from_outside;
	bool want; /* with an internal domain */
	bool by_prefix; /* with the prefix internal- */
} refusals[] = {
	{ "acme@lists.example.com", NULL, FROM_OUTSIDE_REFUSE, false, false },
	{ "ACME@Lists.Example.COM", NULL, FROM_OUTSIDE_REFUSE, false, false },
	{ "acm@lists.example.com", NULL, FROM_OUTSIDE_REFUSE, true, true },
	{ "acm@lists.example.com", NULL, FROM_OUTSIDE_ACCEPT, true, true },
	{ "acm@lists.example.com", "ben", FROM_OUTSIDE_REFUSE, true, true },
	{ "acme+x@lists.example.com", NULL, FROM_OUTSIDE_REFUSE, true, true },
	{ "bounces+a@lists.example.com", NULL, FROM_OUTSIDE_REFUSE, false,
	    false },
	{ "c-a@lists.example.com", "ben", FROM_OUTSIDE_REFUSE, false, false },

	{ "acme@internal.lists.example.com", NULL, FROM_OUTSIDE_REFUSE, true,
	    false },
	{ "nobody@internal.lists.example.com", NULL, FROM_OUTSIDE_REFUSE, true,
	    false },
	{ "acme@internal.lists.example.com", NULL, FROM_OUTSIDE_ACCEPT, false,
	    false },
	{ "nobody@internal.lists.example.com", NULL, FROM_OUTSIDE_ACCEPT, false,
	    false },
	{ "nobody@internal.lists.example.com", "ben", FROM_OUTSIDE_ACCEPT, true,
	    false },
	{ "internal-x@lists.example.com", NULL, FROM_OUTSIDE_REFUSE, true,
	    true },
	{ "internal-x@lists.example.com", NULL, FROM_OUTSIDE_ACCEPT, true,
	    false },
	{ "internal-x@lists.example.com", "ben", FROM_OUTSIDE_ACCEPT, true,
	    true },

	{ "acme@example.com", NULL, FROM_OUTSIDE_REFUSE, false, false },
	{ "acme@a.lists.example.com", NULL, FROM_OUTSIDE_REFUSE, false, false },
	{ "acme", NULL, FROM_OUTSIDE_REFUSE, false, false },
};

static void
test_maps(const char *dir)
{
	auto_free char *path = file_join(dir, SITE_ADDRESSES);

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++) {
		auto_addressmap struct addressmap *map = NULL;
		struct err err = ERR_INIT;
		enum rc rc;

		file_replace(
		    path, maps[i].file, strlen(maps[i].file), 0600, NULL);
		rc = addressmap_open(dir, &map, &err);
		tap_is_int(
		    rc, maps[i].is_good ? RC_OK : RC_TEMP, "%s", maps[i].name);
		if (rc != RC_OK)
			tap_has(err.text, path, "  the file is named");
	}
}

static void
test_nul(const char *dir)
{
	static const char text[] = HEAD "addresses 1\n\na@b\0c\n";
	auto_addressmap struct addressmap *map = NULL;
	auto_free char *path = file_join(dir, SITE_ADDRESSES);
	struct err err = ERR_INIT;

	file_replace(path, text, sizeof(text) - 1, 0600, NULL);
	tap_is_int(
	    addressmap_open(dir, &map, &err), RC_TEMP, "a NUL in the map");
	tap_is_int(
	    addressmap_open("/nonexistent", &map, &err), RC_TEMP, "no site");
	tap_has(err.text, "trestle init", "  the remedy is told");
}

static void
test_lookups(struct site *site, bool by_prefix)
{
	auto_addressmap struct addressmap *map = NULL;
	auto_strv struct strv addresses = STRV_INIT;
	struct err err = ERR_INIT;
	enum rc rc;

	strv_add(&addresses, "acme@lists.example.com");
	strv_add(&addresses, "Acme-Request@lists.example.com");
	strv_add(&addresses, "acme@lists.example.com");
	rc = addressmap_write(site, &addresses, &err);
	if (rc == RC_OK)
		rc = addressmap_open(site->dir, &map, &err);
	if (!tap_is_int(rc, RC_OK, "written and read back: %s", err.text))
		return;
	tap_is_int((intmax_t)addressmap_max_bytes(map), 12345,
	    "the limit of a message");
	for (size_t i = 0; i < sizeof(lookups) / sizeof(lookups[0]); i++) {
		tap_is_int(addressmap_knows(
			       map, lookups[i].address, lookups[i].submitter),
		    by_prefix ? lookups[i].by_prefix : lookups[i].want,
		    "%s from %s, %s", lookups[i].address,
		    lookups[i].submitter ? lookups[i].submitter : "outside",
		    by_prefix ? "prefix" : "domain");
	}
}

static void
test_refusals(struct site *site, bool by_prefix)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		auto_addressmap struct addressmap *map = NULL;
		auto_strv struct strv addresses = STRV_INIT;

		strv_add(&addresses, "acme@lists.example.com");
		site->internal_from_outside = (int)refusals[i].from_outside;
		if (!tap_is_int(addressmap_write(site, &addresses, NULL), RC_OK,
			"written") ||
		    addressmap_open(site->dir, &map, NULL) != RC_OK)
			return;
		tap_is_int(addressmap_refuses(
			       map, refusals[i].address, refusals[i].submitter),
		    by_prefix ? refusals[i].by_prefix : refusals[i].want,
		    "%s from %s, %s, %s", refusals[i].address,
		    refusals[i].submitter ? refusals[i].submitter : "outside",
		    refusals[i].from_outside == FROM_OUTSIDE_REFUSE ? "refuse"
								    : "accept",
		    by_prefix ? "prefix" : "domain");
	}
}

static void
test_refused(struct site *site)
{
	static const char *const bad[] = { "", "acme", "@b", "a@", "a b@c",
		"a@b\nc@d", "a@b\r" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		auto_strv struct strv addresses = STRV_INIT;

		strv_add(&addresses, bad[i]);
		tap_is_int(addressmap_write(site, &addresses, NULL), RC_PERM,
		    "bad address %zu is not written", i);
	}
}

int
main(void)
{
	const char *dir = tap_scratch();
	struct site site = {
		.dir = mem_dup(dir),
		.domain = mem_dup("lists.example.com"),
		.internal_domain = mem_dup("internal.lists.example.com"),
		.internal_prefix = mem_dup("internal-"),
		.max_message_bytes = 12345,
	};

	test_maps(dir);
	test_nul(dir);
	test_lookups(&site, false);
	test_refusals(&site, false);
	*site.internal_domain = '\0';
	test_lookups(&site, true);
	test_refusals(&site, true);
	test_refused(&site);
	free(site.dir);
	free(site.domain);
	free(site.internal_domain);
	free(site.internal_prefix);
	return tap_done();
}
