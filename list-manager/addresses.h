/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of a site (DESIGN.md 4), all of them: what is published here
 * the hook accepts and route.c finds.  Patterns (bounces+TOKEN@, c-TOKEN@)
 * are no part of it: the map answers for them.
 */
#ifndef LIST_MANAGER_ADDRESSES_H
#define LIST_MANAGER_ADDRESSES_H

#include "lib/base/err.h"
#include "lib/base/site.h"
#include "lib/base/strv.h"
#include "lib/store/store.h"

/* Append all addresses of the site, in small letters, in no order. */
enum rc addresses_of_site(struct store *store, const struct site *site,
    struct strv *ret, struct err *err);

/* Write them to the site's address map, which the hook reads. */
enum rc addresses_publish(
    struct store *store, const struct site *site, struct err *err);

#endif
