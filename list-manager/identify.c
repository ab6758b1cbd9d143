/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/identify.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/store/member.h"

void
author_release(struct author *author)
{
	mem_cleanup_free(&author->name);
	mem_cleanup_free(&author->address);
	person_release(&author->person);
}

static enum rc
find_person(struct store *store, const char *address, struct person *ret,
    struct err *err)
{
	enum rc rc;

	if (address[0] == '\0')
		return RC_OK;
	rc = person_by_address(store, address, ret, err);
	return rc == RC_NOENT ? RC_OK : rc;
}

/* Submission names are addresses, or bare names of the submission domain;
 * NULL when it is neither. */
static char *
submitter_address(const struct site *site, const char *submitter)
{
	auto_free char *address = NULL;

	if (strchr(submitter, '@') != NULL)
		return address_normal(submitter);
	if (site->submission_domain[0] == '\0')
		return NULL;
	address = mem_format("%s@%s", submitter, site->submission_domain);
	return address_normal(address);
}

static enum rc
prove(const struct site *site, struct store *store, const char *submitter,
    struct author *author, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_free char *address = NULL;
	enum rc rc;

	if (submitter == NULL || author->person.id == 0)
		return RC_OK;
	address = submitter_address(site, submitter);
	if (address == NULL)
		return RC_OK;
	rc = find_person(store, address, &person, err);
	if (rc == RC_OK)
		author->proof =
		    person.id == author->person.id ? PROOF_GOOD : PROOF_REFUTED;
	return rc;
}

static void
read_from(const struct facts *facts, struct author *author)
{
	const struct mailbox *from =
	    facts->from.n > 0 ? &facts->from.v[0] : NULL;

	author->name = mem_dup(from != NULL ? from->name : "");
	author->address = from != NULL ? address_normal(from->address) : NULL;
	author->is_single = facts->n_from_fields == 1 && facts->from.n == 1 &&
	    !facts->from_is_group && author->address != NULL;
	if (author->address == NULL)
		author->address = mem_dup("");
}

enum rc
identify(const struct site *site, struct store *store,
    const struct facts *facts, const struct envelope *envelope,
    struct author *ret, struct err *err)
{
	auto_author struct author author = { .proof = PROOF_NONE };
	enum rc rc = RC_OK;

	read_from(facts, &author);
	/* Of several authors none is believed. */
	if (author.is_single)
		rc = find_person(store, author.address, &author.person, err);
	if (rc == RC_OK && author.person.id != 0)
		rc = member_is_insider(
		    store, author.person.id, &author.is_insider, err);
	if (rc == RC_OK)
		rc = prove(site, store, envelope->submitter, &author, err);
	if (rc != RC_OK)
		return rc;
	author.may_be_ours = author.is_insider || !author.is_single ||
	    envelope->submitter != NULL;
	*ret = author;
	memset(&author, 0, sizeof(author));
	return RC_OK;
}
