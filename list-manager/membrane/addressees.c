/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/addressees.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/store/member.h"
#include "list-manager/listaddress.h"

void
addressees_release(struct addressees *addressees)
{
	free(addressees->kept.v);
	free(addressees->struck.v);
}

static void
append(struct mailboxes *list, const struct mailbox *mailbox)
{
	list->v = mem_grow(list->v, list->n + 1, sizeof(*list->v));
	list->v[list->n++] = *mailbox;
}

static bool
names_already(const struct mailboxes *list, const char *address)
{
	for (size_t i = 0; i < list->n; i++)
		if (ascii_equal(list->v[i].address, address))
			return true;
	return false;
}

/* May a shared copy name it?  What insiders are called elsewhere plays no
 * part: only the membership of this list, which both sides may know. */
static enum rc
is_outside(struct store *store, const struct copy *copy, const char *address,
    bool *ret, struct err *err)
{
	bool is_member = false;
	enum rc rc = RC_OK;

	*ret = false;
	if (address_is_ours(copy->site, address))
		return RC_OK;
	rc = member_has_address(
	    store, copy->readers.list->id, address, &is_member, err);
	*ret = !is_member;
	return rc;
}

/* The side of this list that an address stands on. */
static enum rc
side_of(struct store *store, const struct copy *copy, const char *address,
    enum side *ret, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_member struct member member = { .side = SIDE_NONE };
	enum rc rc = person_by_address(store, address, &person, err);

	if (rc == RC_OK)
		rc = member_get(
		    store, copy->readers.list->id, person.id, &member, err);
	*ret = member.side;
	return rc == RC_NOENT ? RC_OK : rc;
}

/* May an internal copy name it? */
static enum rc
is_inside(struct store *store, const struct copy *copy, const char *address,
    bool *ret, struct err *err)
{
	const struct site *site = copy->site;
	enum side side = SIDE_NONE;
	enum rc rc;

	*ret = address_is_internal(site, address);
	if (*ret || address_is_ours(site, address))
		return RC_OK;
	rc = side_of(store, copy, address, &side, err);
	*ret = side == SIDE_INTERNAL ||
	    (side == SIDE_NONE && site->submission_domain[0] != '\0' &&
		ascii_equal(address_domain(address), site->submission_domain));
	return rc;
}

static enum rc
sort_one(struct store *store, const struct copy *copy,
    const struct mailbox *mailbox, const char *list_address,
    struct addressees *ret, struct err *err)
{
	auto_free char *address = address_normal(mailbox->address);
	bool is_kept = false;
	enum rc rc;

	if (address == NULL || strcmp(address, list_address) == 0 ||
	    names_already(&ret->kept, address) ||
	    names_already(&ret->struck, address))
		return RC_OK;
	rc = copy->post_side == SIDE_CLIENT
	    ? is_outside(store, copy, address, &is_kept, err)
	    : is_inside(store, copy, address, &is_kept, err);
	if (rc == RC_OK)
		append(is_kept ? &ret->kept : &ret->struck, mailbox);
	return rc;
}

enum rc
addressees_sort(struct store *store, const struct copy *copy,
    struct addressees *ret, struct err *err)
{
	const struct mailboxes *fields[] = { &copy->facts->to,
		&copy->facts->cc };
	auto_free char *list_address = list_post_address(
	    copy->site, copy->readers.list->name, copy->post_side);
	enum rc rc = RC_OK;

	for (size_t f = 0; f < 2; f++)
		for (size_t i = 0; rc == RC_OK && i < fields[f]->n; i++)
			rc = sort_one(store, copy, &fields[f]->v[i],
			    list_address, ret, err);
	return rc;
}
