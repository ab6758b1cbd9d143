/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/route.h"

#include "tests/tap.h"

#include "lib/base/mem.h"

static const char token[] = "abcdefghijklmnopqrstuvwxyz";

struct row {
	const char *recipient;
	enum route_kind kind;
	bool is_internal;
	const char *list; /* NULL: none */
	const char *word; /* function or token, NULL: none */
};

static const struct row with_domain[] = {
	{ "acme@lists.example.com", ROUTE_SHARED, false, "acme", NULL },
	{ "ACME@Lists.Example.COM", ROUTE_SHARED, false, "acme", NULL },
	{ "acme@internal.lists.example.com", ROUTE_INTERNAL, true, "acme",
	    NULL },
	{ "engineering@internal.lists.example.com", ROUTE_INTERNAL, true,
	    "engineering", NULL },
	/* An internal list is not there for the lists domain. */
	{ "engineering@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "engineering-owner@lists.example.com", ROUTE_UNKNOWN, false, NULL,
	    NULL },
	{ "engineering-owner@internal.lists.example.com", ROUTE_OWNER, true,
	    "engineering", NULL },
	{ "acme-owner@lists.example.com", ROUTE_OWNER, false, "acme", NULL },
	{ "acme-owner@internal.lists.example.com", ROUTE_UNKNOWN, true, NULL,
	    NULL },
	{ "acme-request@lists.example.com", ROUTE_FUNCTION, false, "acme",
	    "request" },
	{ "acme-join@lists.example.com", ROUTE_FUNCTION, false, "acme",
	    "join" },
	{ "acme-leave@lists.example.com", ROUTE_FUNCTION, false, "acme",
	    "leave" },
	{ "keep@lists.example.com", ROUTE_FUNCTION, false, NULL, "keep" },
	{ "trestle@lists.example.com", ROUTE_FUNCTION, false, NULL, "trestle" },
	{ "postmaster@lists.example.com", ROUTE_POSTMASTER, false, NULL, NULL },
	{ "postmaster@internal.lists.example.com", ROUTE_POSTMASTER, true, NULL,
	    NULL },
	{ "keep@internal.lists.example.com", ROUTE_UNKNOWN, true, NULL, NULL },
	{ "bounces+x@lists.example.com", ROUTE_BOUNCE, false, NULL, NULL },
	{ "bounces+@lists.example.com", ROUTE_BOUNCE, false, NULL, NULL },
	{ "c-abcdefghijklmnopqrstuvwxyz@lists.example.com", ROUTE_ANSWER, false,
	    NULL, token },
	{ "c-ABCDEFGHIJKLMNOPQRSTUVWXYZ@lists.example.com", ROUTE_ANSWER, false,
	    NULL, token },
	{ "c-short@lists.example.com", ROUTE_ANSWER, false, NULL, "" },
	{ "c-abcdefghijklmnopqrstuvwxyz@internal.lists.example.com",
	    ROUTE_UNKNOWN, true, NULL, NULL },
	/* Never folded: a typo must not deliver inner words outside. */
	{ "acme+internal@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "internal-acme@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "acme-@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "-owner@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "acme@other.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "acme@sub.lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "acme", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "", ROUTE_UNKNOWN, false, NULL, NULL },
	{ "@lists.example.com", ROUTE_UNKNOWN, false, NULL, NULL },
};

static const struct row with_prefix[] = {
	{ "acme@lists.example.com", ROUTE_SHARED, false, "acme", NULL },
	{ "internal-acme@lists.example.com", ROUTE_INTERNAL, true, "acme",
	    NULL },
	{ "Internal-Acme@lists.example.com", ROUTE_INTERNAL, true, "acme",
	    NULL },
	{ "internal-engineering-owner@lists.example.com", ROUTE_OWNER, true,
	    "engineering", NULL },
	{ "internal-nothing@lists.example.com", ROUTE_UNKNOWN, true, NULL,
	    NULL },
	{ "internal-@lists.example.com", ROUTE_UNKNOWN, true, NULL, NULL },
};

static void
check(const struct site *site, struct store *store, const struct row *row)
{
	auto_route struct route route = { .kind = ROUTE_UNKNOWN };
	struct err err = ERR_INIT;

	tap_is_int(route_find(site, store, row->recipient, &route, &err), RC_OK,
	    "%s: found", row->recipient);
	tap_is_int(route.kind, row->kind, "%s: kind", row->recipient);
	tap_is_int(route.is_internal, row->is_internal, "%s: internal",
	    row->recipient);
	tap_is_string(route.list.name, row->list, "%s: list", row->recipient);
	if (route.kind == ROUTE_FUNCTION)
		tap_is_string(
		    route.function, row->word, "%s: function", row->recipient);
	if (route.kind == ROUTE_ANSWER)
		tap_is_string(
		    route.token, row->word, "%s: token", row->recipient);
}

int
main(void)
{
	auto_free char *path = mem_format("%s/db", tap_scratch());
	auto_store struct store *store = NULL;
	struct err err = ERR_INIT;
	char domain[] = "lists.example.com";
	char internal[] = "internal.lists.example.com";
	char prefix[] = "internal-";
	char none[] = "";
	struct site one = { .domain = domain,
		.internal_domain = internal,
		.internal_prefix = prefix };
	struct site two = { .domain = domain,
		.internal_domain = none,
		.internal_prefix = prefix };
	int64_t id;

	tap_is_int(
	    store_open(path, STORE_CREATE, &store, &err), RC_OK, "store");
	tap_is_int(list_add(store, "acme", LIST_MIXED, "Purpose.", false, 1,
		       &id, &err),
	    RC_OK, "a mixed list");
	tap_is_int(list_add(store, "engineering", LIST_INTERNAL, "Purpose.",
		       true, 1, &id, &err),
	    RC_OK, "an internal list");
	for (size_t i = 0; i < sizeof(with_domain) / sizeof(with_domain[0]);
	     i++)
		check(&one, store, &with_domain[i]);
	for (size_t i = 0; i < sizeof(with_prefix) / sizeof(with_prefix[0]);
	     i++)
		check(&two, store, &with_prefix[i]);
	return tap_done();
}
