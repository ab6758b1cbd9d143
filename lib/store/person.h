/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person: one human, one or more verified addresses.
 */
#ifndef LIB_STORE_PERSON_H
#define LIB_STORE_PERSON_H

#include "lib/base/strv.h"
#include "lib/store/store.h"

struct person {
	int64_t id;
	char *name;
	char *address; /* where mail is sent: the preferred one */
};

void person_release(struct person *person);
#define auto_person __attribute__((cleanup(person_release)))

/* Add one with a first address (normal form, address.h).  RC_PERM when the
 * address is somebody's already. */
enum rc person_add(struct store *store, const char *name, const char *address,
    int64_t now_s, int64_t *ret_id, struct err *err);

/* One more address.  RC_PERM when it is somebody else's; RC_OK when it is
 * his already. */
enum rc person_add_address(struct store *store, int64_t person_id,
    const char *address, struct err *err);

/* Whose address is this (normal form)?  RC_NOENT when nobody's. */
enum rc person_by_address(struct store *store, const char *address,
    struct person *ret, struct err *err);
enum rc person_by_id(struct store *store, int64_t person_id, struct person *ret,
    struct err *err);

/* Append all his addresses. */
enum rc person_addresses(
    struct store *store, int64_t person_id, struct strv *ret, struct err *err);

#endif
