/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/person.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/store-private.h"

void
person_release(struct person *person)
{
	free(person->name);
	free(person->address);
	*person = (struct person){ .id = 0 };
}

/* The columns id, name, address of a row. */
static void
read_person(struct query *q, struct person *ret)
{
	ret->id = column_int(q, 0);
	ret->name = column_text(q, 1);
	ret->address = column_text(q, 2);
}

static enum rc
insert_address(struct store *store, int64_t person_id, const char *address,
    struct err *err)
{
	auto_query struct query q = query_on(
	    store, "INSERT INTO address (address, person_id) VALUES (?, ?)");

	bind_text(&q, address);
	bind_id(&q, person_id);
	return query_run(&q, NULL, err);
}

static enum rc
insert_person(struct store *store, const char *name, const char *address,
    int64_t now_s, int64_t *ret_id, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO person (name, address, created_s)"
	    " VALUES (?, ?, ?)");

	bind_text(&q, name);
	bind_text(&q, address);
	bind_int(&q, now_s);
	return query_insert(&q, ret_id, err);
}

/* RC_OK when nobody has the address. */
static enum rc
check_free(struct store *store, const char *address, struct err *err)
{
	auto_person struct person owner = { .id = 0 };
	enum rc rc = person_by_address(store, address, &owner, err);

	if (rc == RC_NOENT)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	return err_set(err, RC_PERM, "5.1.0",
	    "%s is an address of %s <%s> already", address, owner.name,
	    owner.address);
}

enum rc
person_add(struct store *store, const char *name, const char *address,
    int64_t now_s, int64_t *ret_id, struct err *err)
{
	auto_work struct work work = { NULL };
	int64_t id = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = check_free(store, address, err);
	if (rc == RC_OK)
		rc = insert_person(store, name, address, now_s, &id, err);
	if (rc == RC_OK)
		rc = insert_address(store, id, address, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	if (rc == RC_OK)
		*ret_id = id;
	return rc;
}

enum rc
person_add_address(struct store *store, int64_t person_id, const char *address,
    struct err *err)
{
	auto_person struct person owner = { .id = 0 };
	auto_work struct work work = { NULL };
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc != RC_OK)
		return rc;
	rc = person_by_address(store, address, &owner, err);
	if (rc == RC_OK && owner.id == person_id)
		return RC_OK;
	if (rc == RC_OK)
		return err_set(err, RC_PERM, "5.1.0",
		    "%s is an address of %s <%s> already", address, owner.name,
		    owner.address);
	if (rc != RC_NOENT)
		return rc;
	rc = insert_address(store, person_id, address, err);
	return rc == RC_OK ? work_commit(&work, err) : rc;
}

enum rc
person_by_address(struct store *store, const char *address, struct person *ret,
    struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT person.id, person.name, person.address"
	    " FROM address JOIN person ON person.id = address.person_id"
	    " WHERE address.address = ?");
	enum rc rc;

	bind_text(&q, address);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_person(&q, ret);
	return rc;
}

enum rc
person_by_id(
    struct store *store, int64_t person_id, struct person *ret, struct err *err)
{
	auto_query struct query q = query_on(
	    store, "SELECT id, name, address FROM person WHERE id = ?");
	enum rc rc;

	bind_id(&q, person_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_person(&q, ret);
	return rc;
}

enum rc
person_addresses(
    struct store *store, int64_t person_id, struct strv *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT address FROM address WHERE person_id = ?"
	    " ORDER BY address");
	enum rc rc;

	bind_id(&q, person_id);
	while ((rc = query_step(&q, err)) == RC_OK)
		strv_take(ret, column_text(&q, 0));
	return rc == RC_NOENT ? RC_OK : rc;
}
