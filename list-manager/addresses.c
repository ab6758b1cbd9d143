/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/addresses.h"

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/spool/addressmap.h"
#include "lib/store/list.h"
#include "list-manager/listaddress.h"

static const char *const list_functions[] = {
	"request",
	"owner",
	"join",
	"leave",
};

/* postmaster is due to every domain that takes mail (RFC 5321 4.5.1). */
static const char *const site_functions[] = {
	"keep",
	"postmaster",
	"trestle",
};

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

/* An internal list shows nothing of itself on the domain that clients
 * know, its functions included. */
static void
add_list(const struct site *site, const struct list *list, struct strv *ret)
{
	strv_take(ret,
	    ascii_make_lower(
		list_post_address(site, list->name, SIDE_INTERNAL)));
	if (list->kind == LIST_MIXED)
		strv_take(ret,
		    ascii_make_lower(
			list_post_address(site, list->name, SIDE_CLIENT)));
	for (size_t i = 0; i < N_OF(list_functions); i++)
		strv_take(ret,
		    ascii_make_lower(list_function_address(
			site, list->name, list->kind, list_functions[i])));
}

enum rc
addresses_of_site(struct store *store, const struct site *site,
    struct strv *ret, struct err *err)
{
	auto_lists struct lists lists = { .n = 0 };
	enum rc rc = list_all(store, &lists, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < N_OF(site_functions); i++)
		strv_take(ret,
		    ascii_make_lower(
			mem_format("%s@%s", site_functions[i], site->domain)));
	/* RFC 5321 4.5.1: on each domain that takes mail. */
	if (site->internal_domain[0] != '\0')
		strv_take(
		    ret, mem_format("postmaster@%s", site->internal_domain));
	for (size_t i = 0; i < lists.n; i++)
		add_list(site, &lists.v[i], ret);
	return RC_OK;
}

enum rc
addresses_publish(struct store *store, const struct site *site, struct err *err)
{
	auto_strv struct strv addresses = STRV_INIT;
	enum rc rc = addresses_of_site(store, site, &addresses, err);

	if (rc != RC_OK)
		return rc;
	return addressmap_write(site, &addresses, err);
}
