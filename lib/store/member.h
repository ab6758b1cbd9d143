/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a person stands on a list, dated: leaving or changing side ends one
 * membership and may begin another.
 */
#ifndef LIB_STORE_MEMBER_H
#define LIB_STORE_MEMBER_H

#include <stddef.h>

#include "lib/store/list.h"
#include "lib/store/person.h"

enum member_role {
	ROLE_OWNER = 1,
	ROLE_MODERATOR = 2,
	ROLE_CURATOR = 4,
};

enum delivery {
	DELIVERY_ALL, /* each post */
	DELIVERY_NONE, /* no mail */
	DELIVERY_DIGEST, /* the digest of his side, and no posts */
};

struct member {
	int64_t list_id;
	struct person person;
	enum side side;
	unsigned roles; /* of enum member_role */
	enum delivery delivery;
	int64_t since_s;
};

struct members {
	struct member *v;
	size_t n;
};

void member_release(struct member *member);
#define auto_member __attribute__((cleanup(member_release)))
void members_release(struct members *members);
#define auto_members __attribute__((cleanup(members_release)))

/* Begin a membership.  RC_PERM when he is a member already (the sentence
 * names the side), or the list is internal and the side is not. */
enum rc member_add(struct store *store, int64_t list_id, int64_t person_id,
    enum side side, unsigned roles, enum delivery delivery, int64_t now_s,
    struct err *err);

/* End it, and strike him from what waits in the outbox for this list.
 * RC_NOENT when he is none. */
enum rc member_end(struct store *store, int64_t list_id, int64_t person_id,
    int64_t now_s, struct err *err);

/* Change roles or delivery of a present member.  RC_NOENT when none. */
enum rc member_set(struct store *store, int64_t list_id, int64_t person_id,
    unsigned roles, enum delivery delivery, struct err *err);

/* The present membership.  RC_NOENT when he is none. */
enum rc member_get(struct store *store, int64_t list_id, int64_t person_id,
    struct member *ret, struct err *err);

/* All present members of a list, by address. */
enum rc member_all(
    struct store *store, int64_t list_id, struct members *ret, struct err *err);

/* Does the person stand on the internal side of any list now? */
enum rc member_is_insider(
    struct store *store, int64_t person_id, bool *ret, struct err *err);

/* Is this (normal) address one of a member of the list / of any insider? */
enum rc member_has_address(struct store *store, int64_t list_id,
    const char *address, bool *ret, struct err *err);
enum rc member_insider_has_address(
    struct store *store, const char *address, bool *ret, struct err *err);

#endif
