/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/entry.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/header.h"
#include "lib/store/intake.h"
#include "list-manager/digestmail.h"
#include "list-manager/listaddress.h"
#include "list-manager/naming.h"
#include "list-manager/recipient.h"

void
entry_release(struct entry *entry)
{
	spooled_free(entry->spooled);
	facts_free(entry->facts);
	free(entry->name);
}

static enum rc
parse(struct manager *manager, struct entry *entry, struct err *err)
{
	int died = 0;
	enum rc rc = worker_parse(manager->worker, entry->spooled->raw,
	    entry->spooled->n_raw, &entry->facts, &died, &entry->trouble);

	if (rc == RC_TEMP)
		*err = entry->trouble;
	if (rc == RC_PERM && died)
		entry->fate = ENTRY_ASIDE;
	return rc == RC_TEMP ? RC_TEMP : RC_OK;
}

/* A digest of ours is handed on as it is, unread. */
static bool
is_digest(const struct entry *entry)
{
	return entry->spooled != NULL &&
	    entry->spooled->envelope.digest != NULL;
}

enum rc
entry_load(struct manager *manager, const char *name, struct entry *ret,
    struct err *err)
{
	struct entry entry = { .fate = ENTRY_NEW };
	enum rc rc = spool_read(manager->spool, name, &entry.spooled, err);

	if (rc == RC_TEMP) {
		/* One file that cannot be read must not stop the others. */
		log_error("spool", err);
		return RC_NOENT;
	}
	if (rc == RC_PERM) {
		entry.trouble = *err;
		entry.fate = ENTRY_ASIDE;
		rc = RC_OK;
	} else if (rc == RC_OK && !is_digest(&entry))
		rc = parse(manager, &entry, err);
	if (rc != RC_OK) {
		entry_release(&entry);
		return rc;
	}
	entry.name = mem_dup(name);
	*ret = entry;
	return RC_OK;
}

static struct intake
intake_of(const struct entry *entry, const struct message *message)
{
	struct intake intake = {
		.spool_name = entry->name,
		.sender = "",
	};

	if (entry->spooled != NULL) {
		intake.received_s = entry->spooled->envelope.received_s;
		intake.sender = entry->spooled->envelope.sender;
		intake.n_recipients = entry->spooled->envelope.recipients.n;
		sha256(entry->spooled->raw, entry->spooled->n_raw,
		    intake.raw_hash);
	}
	if (message != NULL)
		intake.message_id = message->id;
	return intake;
}

/* The recipients of an entry with their routes, internal ones first, so
 * that the inside never waits for what is held outside (DESIGN.md 5.3). */
struct routed {
	const char **recipients;
	struct route *routes;
	size_t n;
};

static void
routed_release(struct routed *routed)
{
	for (size_t i = 0; i < routed->n; i++)
		route_release(&routed->routes[i]);
	free(routed->recipients);
	free(routed->routes);
}

static enum rc
add_routes(struct manager *manager, const struct strv *recipients,
    bool is_internal, struct routed *routed, struct err *err)
{
	for (size_t i = 0; i < recipients->n; i++) {
		const char *recipient = recipients->v[i];
		enum rc rc;

		if (address_is_internal(manager->site, recipient) !=
		    is_internal)
			continue;
		rc = route_find(manager->site, manager->store, recipient,
		    &routed->routes[routed->n], err);
		if (rc != RC_OK)
			return rc;
		routed->recipients[routed->n++] = recipient;
	}
	return RC_OK;
}

static enum rc
route_all(struct manager *manager, const struct strv *recipients,
    struct routed *ret, struct err *err)
{
	enum rc rc;

	ret->recipients = mem_zero(recipients->n, sizeof(*ret->recipients));
	ret->routes = mem_zero(recipients->n, sizeof(*ret->routes));
	rc = add_routes(manager, recipients, true, ret, err);
	if (rc == RC_OK)
		rc = add_routes(manager, recipients, false, ret, err);
	return rc;
}

/* DESIGN.md 5.3: in the headers, or among the recipients (a blind copy). */
static bool
names_internal(const struct site *site, const struct strv *recipients,
    const struct letter *letter)
{
	for (size_t i = 0; i < recipients->n; i++)
		if (address_is_internal(site, recipients->v[i]))
			return true;
	return naming_is_internal(site, letter);
}

static enum rc
decide_recipients(
    struct manager *manager, struct arrival *arrival, struct err *err)
{
	struct routed routed = { .n = 0 };
	enum rc rc =
	    route_all(manager, &arrival->envelope->recipients, &routed, err);

	for (size_t i = 0; rc == RC_OK && i < routed.n; i++)
		rc = recipient_take(manager, arrival, routed.recipients[i],
		    &routed.routes[i], err);
	routed_release(&routed);
	return rc;
}

static enum rc
identify_author(struct manager *manager, const struct entry *entry,
    struct author *ret, struct err *err)
{
	if (entry->facts != NULL)
		return identify(manager->site, manager->store, entry->facts,
		    &entry->spooled->envelope, ret, err);
	ret->name = mem_dup("");
	ret->address = mem_dup("");
	return RC_OK;
}

static enum rc
decide_new(struct manager *manager, struct entry *entry, int64_t now_s,
    struct err *err)
{
	const struct spooled *spooled = entry->spooled;
	auto_author struct author author = { .proof = PROOF_NONE };
	auto_letter struct letter letter =
	    letter_of(manager->site->domain, spooled->raw, spooled->n_raw,
		entry->facts, spooled->envelope.received_s);
	struct arrival arrival = {
		.name = entry->name,
		.envelope = &spooled->envelope,
		.letter = &letter,
		.unreadable = entry->trouble.text,
		.author = &author,
		.now_s = now_s,
		.names_internal = names_internal(
		    manager->site, &spooled->envelope.recipients, &letter),
	};
	struct intake intake;
	enum rc rc;

	rc = message_add(
	    manager->store, &letter.message, spooled->raw, spooled->n_raw, err);
	if (rc != RC_OK)
		return rc;
	intake = intake_of(entry, &letter.message);
	rc = intake_add(manager->store, &intake, err);
	arrival.intake_id = intake.id;
	if (rc == RC_OK)
		rc = identify_author(manager, entry, &author, err);
	return rc == RC_OK ? decide_recipients(manager, &arrival, err) : rc;
}

static enum rc
decide_digest(struct manager *manager, struct entry *entry, int64_t now_s,
    struct err *err)
{
	struct intake intake = intake_of(entry, NULL);
	enum rc rc = digestmail_queue(
	    manager, entry->spooled, now_s, &intake.message_id, err);

	return rc == RC_OK ? intake_add(manager->store, &intake, err) : rc;
}

enum rc
entry_decide(struct manager *manager, struct entry *entry, int64_t now_s,
    struct err *err)
{
	bool is_known = false;
	bool is_aside = false;
	enum rc rc = intake_is_known(
	    manager->store, entry->name, &is_known, &is_aside, err);

	if (rc != RC_OK)
		return rc;
	if (is_known) {
		log_event("replay", "entry", entry->name, NULL);
		/* An entry without recipients has no disposition that would
		 * tell; what was none of ours then is none of ours now. */
		if (is_aside)
			entry->fate = ENTRY_ASIDE;
		else if (entry->fate == ENTRY_NEW)
			entry->fate = ENTRY_DECIDED;
		return RC_OK;
	}
	if (entry->fate == ENTRY_ASIDE)
		return entry_put_aside(manager, entry, &entry->trouble, err);
	rc = is_digest(entry) ? decide_digest(manager, entry, now_s, err)
			      : decide_new(manager, entry, now_s, err);
	if (rc == RC_OK)
		entry->fate = ENTRY_DECIDED;
	return rc;
}

/* A digest of ours has no recipients; it stands for one that lacks it. */
static enum rc
dispose_aside(struct manager *manager, const struct entry *entry,
    int64_t intake_id, struct err *err)
{
	const struct envelope *envelope = &entry->spooled->envelope;
	enum rc rc = RC_OK;

	if (is_digest(entry))
		return disposition_add(manager->store, intake_id,
		    envelope->digest, OUTCOME_ASIDE, "digest", NULL, err);
	for (size_t i = 0; rc == RC_OK && i < envelope->recipients.n; i++)
		rc = disposition_add(manager->store, intake_id,
		    envelope->recipients.v[i], OUTCOME_ASIDE, "set aside", NULL,
		    err);
	return rc;
}

enum rc
entry_put_aside(struct manager *manager, struct entry *entry,
    const struct err *why, struct err *err)
{
	struct intake intake = intake_of(entry, NULL);
	enum rc rc;

	if (why != &entry->trouble)
		entry->trouble = *why;
	entry->fate = ENTRY_ASIDE;
	log_event(
	    "aside", "entry", entry->name, "why", entry->trouble.text, NULL);
	if (entry->spooled != NULL && is_digest(entry))
		intake.n_recipients = 1;
	rc = intake_add(manager->store, &intake, err);
	if (rc == RC_OK && entry->spooled != NULL)
		rc = dispose_aside(manager, entry, intake.id, err);
	return rc;
}

enum rc
entry_end(struct manager *manager, const struct entry *entry, struct err *err)
{
	enum rc rc = entry->fate == ENTRY_ASIDE
	    ? spool_set_aside(
		  manager->spool, entry->name, entry->trouble.text, err)
	    : spool_remove(manager->spool, entry->name, err);

	/* Somebody took the file in between: what it held is decided. */
	return rc == RC_NOENT ? RC_OK : rc;
}
