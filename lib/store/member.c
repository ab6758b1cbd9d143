/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store/member.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/outbox.h"
#include "lib/store/store-private.h"

void
member_release(struct member *member)
{
	person_release(&member->person);
	*member = (struct member){ .list_id = 0 };
}

void
members_release(struct members *members)
{
	for (size_t i = 0; i < members->n; i++)
		member_release(&members->v[i]);
	free(members->v);
	*members = (struct members){ .n = 0 };
}

#define SELECT_MEMBER                                                        \
	"SELECT member.list_id, member.side, member.roles, member.delivery," \
	" member.since_s, person.id, person.name, person.address"            \
	" FROM member JOIN person ON person.id = member.person_id"           \
	" WHERE member.list_id = ?1 AND member.until_s IS NULL "

static void
read_member(struct query *q, struct member *ret)
{
	ret->list_id = column_int(q, 0);
	ret->side = (enum side)column_int(q, 1);
	ret->roles = (unsigned)column_int(q, 2);
	ret->delivery = (enum delivery)column_int(q, 3);
	ret->since_s = column_int(q, 4);
	ret->person.id = column_int(q, 5);
	ret->person.name = column_text(q, 6);
	ret->person.address = column_text(q, 7);
}

static enum rc
check_list_side(
    struct store *store, int64_t list_id, enum side side, struct err *err)
{
	auto_list struct list list = { .id = 0 };
	enum rc rc = list_by_id(store, list_id, &list, err);

	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.0",
		    "there is no such list: see trestle list");
	if (rc != RC_OK)
		return rc;
	if (list.kind == LIST_INTERNAL && side != SIDE_INTERNAL)
		return err_set(err, RC_PERM, "5.3.0",
		    "%s is an internal list and has no client side: add him "
		    "with --side internal, or to a mixed list",
		    list.name);
	return RC_OK;
}

static enum rc
check_is_no_member(
    struct store *store, int64_t list_id, int64_t person_id, struct err *err)
{
	auto_member struct member present = { .list_id = 0 };
	auto_list struct list list = { .id = 0 };
	enum rc rc = member_get(store, list_id, person_id, &present, err);

	if (rc == RC_NOENT)
		return RC_OK;
	if (rc == RC_OK)
		rc = list_by_id(store, list_id, &list, err);
	if (rc != RC_OK)
		return rc;
	return err_set(err, RC_PERM, "5.3.0",
	    "%s is a member of %s already, on the %s side; to change that, "
	    "run trestle member remove %s %s first",
	    present.person.address, list.name,
	    present.side == SIDE_INTERNAL ? "internal" : "client", list.name,
	    present.person.address);
}

static enum rc
insert_member(struct store *store, const struct member *member, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "INSERT INTO member"
	    " (list_id, person_id, side, roles, delivery, since_s)"
	    " VALUES (?, ?, ?, ?, ?, ?)");

	bind_id(&q, member->list_id);
	bind_id(&q, member->person.id);
	bind_int(&q, member->side);
	bind_int(&q, member->roles);
	bind_int(&q, member->delivery);
	bind_int(&q, member->since_s);
	return query_run(&q, NULL, err);
}

enum rc
member_add(struct store *store, int64_t list_id, int64_t person_id,
    enum side side, unsigned roles, enum delivery delivery, int64_t now_s,
    struct err *err)
{
	const struct member member = {
		.list_id = list_id,
		.person = { .id = person_id },
		.side = side,
		.roles = roles,
		.delivery = delivery,
		.since_s = now_s,
	};
	auto_work struct work work = { NULL };
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = check_list_side(store, list_id, side, err);
	if (rc == RC_OK)
		rc = check_is_no_member(store, list_id, person_id, err);
	if (rc == RC_OK)
		rc = insert_member(store, &member, err);
	if (rc == RC_OK)
		rc = work_commit(&work, err);
	return rc;
}

static enum rc
close_membership(struct store *store, int64_t list_id, int64_t person_id,
    int64_t now_s, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE member SET until_s = ?"
	    " WHERE list_id = ? AND person_id = ? AND until_s IS NULL");
	int n_changed = 0;
	enum rc rc;

	bind_int(&q, now_s);
	bind_id(&q, list_id);
	bind_id(&q, person_id);
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}

enum rc
member_end(struct store *store, int64_t list_id, int64_t person_id,
    int64_t now_s, struct err *err)
{
	auto_strv struct strv addresses = STRV_INIT;
	auto_work struct work work = { NULL };
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc == RC_OK)
		rc = close_membership(store, list_id, person_id, now_s, err);
	if (rc == RC_OK)
		rc = person_addresses(store, person_id, &addresses, err);
	for (size_t i = 0; rc == RC_OK && i < addresses.n; i++)
		rc = outbox_strike(store, list_id, addresses.v[i], err);
	return rc == RC_OK ? work_commit(&work, err) : rc;
}

enum rc
member_set(struct store *store, int64_t list_id, int64_t person_id,
    unsigned roles, enum delivery delivery, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "UPDATE member SET roles = ?, delivery = ?"
	    " WHERE list_id = ? AND person_id = ? AND until_s IS NULL");
	int n_changed = 0;
	enum rc rc;

	bind_int(&q, roles);
	bind_int(&q, delivery);
	bind_id(&q, list_id);
	bind_id(&q, person_id);
	rc = query_run(&q, &n_changed, err);
	return rc == RC_OK && n_changed == 0 ? RC_NOENT : rc;
}

enum rc
member_get(struct store *store, int64_t list_id, int64_t person_id,
    struct member *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, SELECT_MEMBER "AND member.person_id = ?2");
	enum rc rc;

	bind_id(&q, list_id);
	bind_id(&q, person_id);
	rc = query_step(&q, err);
	if (rc == RC_OK)
		read_member(&q, ret);
	return rc;
}

enum rc
member_all(
    struct store *store, int64_t list_id, struct members *ret, struct err *err)
{
	auto_query struct query q =
	    query_on(store, SELECT_MEMBER "ORDER BY person.address");
	auto_members struct members members = { .n = 0 };
	enum rc rc;

	bind_id(&q, list_id);
	while ((rc = query_step(&q, err)) == RC_OK) {
		members.v =
		    array_grow(members.v, members.n, sizeof(*members.v));
		read_member(&q, &members.v[members.n++]);
	}
	if (rc != RC_NOENT)
		return rc;
	*ret = members;
	members = (struct members){ .n = 0 };
	return RC_OK;
}

enum rc
member_is_insider(
    struct store *store, int64_t person_id, bool *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT 1 FROM member"
	    " WHERE person_id = ? AND side = ? AND until_s IS NULL LIMIT 1");

	bind_id(&q, person_id);
	bind_int(&q, SIDE_INTERNAL);
	return query_finds(&q, ret, err);
}

enum rc
member_has_address(struct store *store, int64_t list_id, const char *address,
    bool *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT 1 FROM address"
	    " JOIN member ON member.person_id = address.person_id"
	    " WHERE address.address = ? AND member.list_id = ?"
	    " AND member.until_s IS NULL LIMIT 1");

	bind_text(&q, address);
	bind_id(&q, list_id);
	return query_finds(&q, ret, err);
}

enum rc
member_insider_has_address(
    struct store *store, const char *address, bool *ret, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT 1 FROM address"
	    " JOIN member ON member.person_id = address.person_id"
	    " WHERE address.address = ? AND member.side = ?"
	    " AND member.until_s IS NULL LIMIT 1");

	bind_text(&q, address);
	bind_int(&q, SIDE_INTERNAL);
	return query_finds(&q, ret, err);
}
