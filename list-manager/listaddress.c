/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/listaddress.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"

static bool
has_internal_domain(const struct site *site)
{
	return site->internal_domain[0] != '\0';
}

static char *
internal_address(const struct site *site, const char *local)
{
	if (has_internal_domain(site))
		return mem_format("%s@%s", local, site->internal_domain);
	return mem_format(
	    "%s%s@%s", site->internal_prefix, local, site->domain);
}

char *
list_post_address(
    const struct site *site, const char *list_name, enum side side)
{
	if (side == SIDE_INTERNAL)
		return internal_address(site, list_name);
	return mem_format("%s@%s", list_name, site->domain);
}

char *
list_function_address(const struct site *site, const char *list_name,
    enum list_kind kind, const char *function)
{
	auto_free char *local = mem_format("%s-%s", list_name, function);

	if (kind == LIST_INTERNAL)
		return internal_address(site, local);
	return mem_format("%s@%s", local, site->domain);
}

char *
list_id_of(const struct site *site, const char *list_name, enum side side)
{
	char *id = list_post_address(site, list_name, side);

	*strchr(id, '@') = '.';
	return id;
}

bool
address_is_internal(const struct site *site, const char *address)
{
	const char *domain = address_domain(address);

	if (has_internal_domain(site))
		return ascii_equal(domain, site->internal_domain);
	return ascii_equal(domain, site->domain) &&
	    ascii_has_prefix(address, site->internal_prefix);
}

bool
address_is_ours(const struct site *site, const char *address)
{
	return ascii_equal(address_domain(address), site->domain) ||
	    address_is_internal(site, address);
}
