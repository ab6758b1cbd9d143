/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who wrote it, and what proves it (DESIGN.md 5.4).  For now the submitter is
 * the only proof: the message says who its author is, the MTA says who handed
 * it in, and only the second counts.
 */
#ifndef LIST_MANAGER_IDENTIFY_H
#define LIST_MANAGER_IDENTIFY_H

#include "lib/base/site.h"
#include "lib/mail/facts.h"
#include "lib/spool/envelope.h"
#include "lib/store/person.h"

enum proof {
	PROOF_NONE, /* nobody vouches for the From */
	PROOF_GOOD, /* the submitter is that person */
	PROOF_REFUTED, /* the submitter is somebody else */
};

struct author {
	bool is_single; /* one From field with one mailbox, not a group */
	char *name; /* as the message says, "" when it does not */
	char *address; /* normal form, "" when none is safe */
	struct person person; /* id 0 when we do not know him */
	bool is_insider; /* internal side of some list */
	bool may_be_ours; /* an insider, perhaps: no single author, or handed in
	                     by our submission; clients are not asked about it */
	enum proof proof;
};

void author_release(struct author *author);
#define auto_author __attribute__((cleanup(author_release)))

/* RC_TEMP when the database fails. */
enum rc identify(const struct site *site, struct store *store,
    const struct facts *facts, const struct envelope *envelope,
    struct author *ret, struct err *err);

#endif
