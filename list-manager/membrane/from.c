/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/from.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/compose.h"
#include "list-manager/listaddress.h"

static bool
is_in_any(const char *address, const struct strv *domains)
{
	for (size_t i = 0; i < domains->n; i++)
		if (address_is_in_domain(address, domains->v[i]))
			return true;
	return false;
}

bool
from_is_kept(const struct copy *copy)
{
	const struct site *site = copy->site;
	const struct author *author = copy->author;

	if (copy->is_visitor || !author->is_single)
		return false;
	if (copy->readers.list->kind == LIST_INTERNAL)
		return true;
	/* Our MTA must not sign for somebody who only says he is ours. */
	if (author->person.id == 0)
		return false;
	return is_in_any(author->address, &site->signed_domains) ||
	    is_in_any(author->address, &site->lenient_domains);
}

/* What the author is called.  A name that looks like an address could pass
 * for another sender in a mail client that shows only names. */
static char *
author_name(const struct author *author)
{
	const char *at = strchr(author->address, '@');

	if (!author->is_single)
		return mem_dup("Unclear author");
	if (author->name[0] != '\0' && strchr(author->name, '@') == NULL)
		return mem_dup(author->name);
	return mem_dup_n(author->address, (size_t)(at - author->address));
}

void
from_rewrite(const struct copy *copy, struct buf *buf)
{
	const struct author *author = copy->author;
	const char *list_name = copy->readers.list->name;
	auto_free char *address =
	    list_post_address(copy->site, list_name, copy->post_side);
	auto_free char *author_is = author_name(author);
	auto_free char *name = mem_format("%s%s via %s", author_is,
	    copy->is_visitor ? " (visitor)" : "", list_name);

	compose_mailbox_field(buf, "From", name, address);
	if (author->is_single)
		compose_mailbox_field(
		    buf, "Author", author->name, author->address);
}
