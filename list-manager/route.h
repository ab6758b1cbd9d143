/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an envelope recipient means (DESIGN.md 4).  The address alone decides:
 * nothing in the message does.
 */
#ifndef LIST_MANAGER_ROUTE_H
#define LIST_MANAGER_ROUTE_H

#include "lib/base/site.h"
#include "lib/hash/digest.h"
#include "lib/store/list.h"

enum route_kind {
	ROUTE_UNKNOWN, /* no such address; is_internal says on which domain */
	ROUTE_SHARED, /* a post to both sides of a mixed list */
	ROUTE_INTERNAL, /* a post to an internal audience */
	ROUTE_OWNER, /* the owners of a list */
	ROUTE_POSTMASTER, /* the operator */
	ROUTE_FUNCTION, /* -request, -join, -leave; keep@, trestle@ */
	ROUTE_ANSWER, /* c-TOKEN@: the answer to a notice */
	ROUTE_BOUNCE, /* bounces+TOKEN@ */
};

struct route {
	enum route_kind kind;
	bool is_internal; /* on the internal domain or behind the prefix */
	struct list list; /* of SHARED, INTERNAL, OWNER and list functions */
	char function[20]; /* of FUNCTION: "request", "keep" ... */
	char token[NAME_BYTES]; /* of ANSWER, "" when it cannot be one */
};

void route_release(struct route *route);
#define auto_route __attribute__((cleanup(route_release)))

/* Find the way for a recipient.  What is not ours, or not there, is
 * ROUTE_UNKNOWN.  RC_TEMP when the database fails. */
enum rc route_find(const struct site *site, struct store *store,
    const char *recipient, struct route *ret, struct err *err);

#endif
