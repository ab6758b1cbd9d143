/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of lib/store begin with: a fresh database, and short words
 * for filling it.  They end the test when they fail.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/store/list.h"
#include "lib/store/member.h"
#include "lib/store/message.h"
#include "lib/store/person.h"
#include "lib/store/post.h"
#include "lib/store/store.h"
#include "tests/tap.h"

#define NOW INT64_C(1800000000)

static inline void
must(enum rc rc, const struct err *err, const char *what)
{
	if (rc == RC_OK)
		return;
	printf("Bail out! %s: rc %d: %s\n", what, rc, err->text);
	exit(EXIT_FAILURE);
}

static inline struct store *
open_store(const char *path, enum store_mode mode)
{
	struct store *store = NULL;
	struct err err = ERR_INIT;

	must(store_open(path, mode, &store, &err), &err, path);
	return store;
}

static inline int64_t
add_person(struct store *store, const char *address)
{
	struct err err = ERR_INIT;
	int64_t id = 0;

	must(person_add(store, "Somebody", address, NOW, &id, &err), &err,
	    address);
	return id;
}

static inline struct list
add_list(struct store *store, const char *name, enum list_kind kind, bool open)
{
	struct list list = { .id = 0 };
	struct err err = ERR_INIT;
	int64_t id = 0;

	must(list_add(store, name, kind, "To test.", open, NOW, &id, &err),
	    &err, name);
	must(list_by_id(store, id, &list, &err), &err, name);
	return list;
}

/* Store a message of these bytes; every string of it is its msgid. */
static inline int64_t
add_message(struct store *store, const char *msgid, const char *raw)
{
	auto_free char *id = mem_dup(msgid);
	struct message message = {
		.msgid = id,
		.subject = id,
		.from_name = id,
		.from_address = id,
		.date_s = NOW,
		.received_s = NOW,
	};
	struct err err = ERR_INIT;

	must(message_add(store, &message, raw, strlen(raw), &err), &err, msgid);
	return message.id;
}

static inline int64_t
add_post(struct store *store, int64_t message_id, int64_t audience_id,
    const char *msgid, const char *subject_key)
{
	auto_free char *id = mem_dup(msgid);
	auto_free char *key = mem_dup(subject_key);
	struct post post = {
		.message_id = message_id,
		.audience_id = audience_id,
		.accepted_s = NOW,
		.msgid = id,
		.shown_id = id,
		.subject_key = key,
	};
	auto_message struct message message = { .id = 0 };
	struct err err = ERR_INIT;

	must(message_get(store, message_id, &message, &err), &err, msgid);
	post.date_s = message.date_s;
	must(post_add(store, &post, &err), &err, msgid);
	return post.id;
}

#endif
