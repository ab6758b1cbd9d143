/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/route.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "list-manager/listaddress.h"

static const char *const list_functions[] = { "request", "join", "leave" };
static const char *const site_functions[] = { "trestle", "keep" };

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

void
route_release(struct route *route)
{
	list_release(&route->list);
}

/* The local part without "-suffix"; NULL when it does not end so. */
static char *
without_suffix(const char *local, const char *suffix)
{
	size_t n_local = strlen(local);
	size_t n_suffix = strlen(suffix);

	if (n_local <= n_suffix + 1 ||
	    strcmp(local + n_local - n_suffix, suffix) != 0 ||
	    local[n_local - n_suffix - 1] != '-')
		return NULL;
	return mem_dup_n(local, n_local - n_suffix - 1);
}

/* A function address stands on the internal domain for internal lists, on
 * the lists domain for mixed ones, and nowhere else. */
static bool
is_where_functions_are(const struct route *route)
{
	return (route->list.kind == LIST_INTERNAL) == route->is_internal;
}

static enum rc
find_function(struct store *store, const char *local, const char *function,
    enum route_kind kind, struct route *route, struct err *err)
{
	auto_free char *name = without_suffix(local, function);
	enum rc rc;

	if (name == NULL)
		return RC_NOENT;
	rc = list_by_name(store, name, &route->list, err);
	if (rc != RC_OK)
		return rc;
	if (!is_where_functions_are(route)) {
		list_release(&route->list);
		return RC_NOENT;
	}
	route->kind = kind;
	snprintf(route->function, sizeof(route->function), "%s", function);
	return RC_OK;
}

static enum rc
find_list_function(struct store *store, const char *local, struct route *route,
    struct err *err)
{
	enum rc rc;

	rc = find_function(store, local, "owner", ROUTE_OWNER, route, err);
	for (size_t i = 0; rc == RC_NOENT && i < N_OF(list_functions); i++)
		rc = find_function(store, local, list_functions[i],
		    ROUTE_FUNCTION, route, err);
	return rc;
}

static enum rc
find_post(struct store *store, const char *local, struct route *route,
    struct err *err)
{
	enum rc rc = list_by_name(store, local, &route->list, err);

	if (rc != RC_OK)
		return rc;
	if (route->is_internal) {
		route->kind = ROUTE_INTERNAL;
		return RC_OK;
	}
	if (route->list.kind == LIST_MIXED) {
		route->kind = ROUTE_SHARED;
		return RC_OK;
	}
	/* An internal list has no address on the lists domain: a reply sent
	 * there by mistake must not find it. */
	list_release(&route->list);
	return RC_NOENT;
}

static bool
find_site_address(const char *local, struct route *route)
{
	if (strcmp(local, "postmaster") == 0) {
		route->kind = ROUTE_POSTMASTER;
		return true;
	}
	/* All others are not there for the internal domain. */
	if (route->is_internal)
		return false;
	if (ascii_has_prefix(local, "bounces+")) {
		route->kind = ROUTE_BOUNCE;
		return true;
	}
	if (ascii_has_prefix(local, "c-")) {
		route->kind = ROUTE_ANSWER;
		if (strlen(local) == 2 + NAME_BYTES - 1)
			memcpy(route->token, local + 2, NAME_BYTES);
		return true;
	}
	for (size_t i = 0; i < N_OF(site_functions); i++) {
		if (strcmp(local, site_functions[i]) != 0)
			continue;
		route->kind = ROUTE_FUNCTION;
		snprintf(route->function, sizeof(route->function), "%s", local);
		return true;
	}
	return false;
}

/* The local part in small letters, without the internal prefix. */
static char *
local_part(const struct site *site, const char *recipient, bool is_internal)
{
	const char *at = strrchr(recipient, '@');
	auto_free char *local = mem_dup_n(recipient, (size_t)(at - recipient));

	ascii_make_lower(local);
	if (is_internal && site->internal_domain[0] == '\0')
		return mem_dup(local + strlen(site->internal_prefix));
	return take(local);
}

enum rc
route_find(const struct site *site, struct store *store, const char *recipient,
    struct route *ret, struct err *err)
{
	auto_route struct route route = { .kind = ROUTE_UNKNOWN };
	auto_free char *local = NULL;
	enum rc rc;

	if (address_is_ours(site, recipient)) {
		route.is_internal = address_is_internal(site, recipient);
		local = local_part(site, recipient, route.is_internal);
		if (find_site_address(local, &route))
			rc = RC_OK;
		else
			rc = find_post(store, local, &route, err);
		if (rc == RC_NOENT)
			rc = find_list_function(store, local, &route, err);
		if (rc != RC_OK && rc != RC_NOENT)
			return rc;
	}
	*ret = route;
	memset(&route, 0, sizeof(route));
	return RC_OK;
}
