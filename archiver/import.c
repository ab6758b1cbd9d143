/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/import.h"

#include <string.h>

#include "archiver/filing.h"
#include "archiver/letter.h"
#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/mail/address.h"
#include "lib/mail/header.h"
#include "lib/store/intake.h"
#include "lib/store/member.h"

static const int64_t year_1990_s = 631152000;

/* A message on its way; it has facts when it is to be posted. */
struct item {
	struct found found;
	unsigned char hash[SHA256_BYTES];
	bool is_known;
	struct facts *facts;
};

struct batch {
	struct item v[IMPORT_BATCH];
	size_t n;
};

static void
batch_release(struct batch *batch)
{
	for (size_t i = 0; i < batch->n; i++) {
		found_release(&batch->v[i].found);
		facts_free(batch->v[i].facts);
	}
	batch->n = 0;
}
#define auto_batch __attribute__((cleanup(batch_release)))

static bool
has_header(const struct found *found)
{
	size_t n_header = header_end(found->raw, found->n_raw);
	struct field field;
	size_t pos = 0;

	while (header_next(found->raw, n_header, &pos, &field))
		if (field.n_name > 0)
			return true;
	return false;
}

static enum rc
read_batch(struct source *source, struct batch *batch, struct err *err)
{
	size_t n_bytes = 0;

	while (batch->n < IMPORT_BATCH && n_bytes < IMPORT_BATCH_BYTES) {
		struct item item = { .is_known = false };
		enum rc rc = source_next(source, &item.found, err);

		if (rc == RC_NOENT)
			break;
		if (rc != RC_OK)
			return rc;
		n_bytes += item.found.n_raw;
		if (item.found.problem == NULL && !has_header(&item.found))
			item.found.problem = mem_dup("it has no header");
		batch->v[batch->n++] = item;
	}
	return batch->n == 0 ? RC_NOENT : RC_OK;
}

static int64_t
audience_of(const struct import *import)
{
	return import->side == SIDE_CLIENT ? import->list->shared_id
					   : import->list->internal_id;
}

/* I4, before it costs a parse. */
static enum rc
find_known(struct import *import, struct batch *batch, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < batch->n; i++) {
		struct item *item = &batch->v[i];

		if (item->found.problem != NULL)
			continue;
		sha256(item->found.raw, item->found.n_raw, item->hash);
		rc = post_is_posted(import->store, item->hash,
		    audience_of(import), &item->is_known, err);
	}
	return rc;
}

/* The items that are to be parsed, in their order. */
struct queue {
	struct item *v[IMPORT_BATCH];
	size_t n;
};

static void
queue_of(struct batch *batch, struct queue *ret)
{
	ret->n = 0;
	for (size_t i = 0; i < batch->n; i++)
		if (batch->v[i].found.problem == NULL && !batch->v[i].is_known)
			ret->v[ret->n++] = &batch->v[i];
}

static void
foresee(struct import *import, const struct queue *queue, size_t i)
{
	if (i < queue->n)
		worker_foresee(import->workers[i % IMPORT_WORKERS],
		    queue->v[i]->found.raw, queue->v[i]->found.n_raw);
}

/* All workers at work at once, the facts in the order of the items. */
static enum rc
parse_batch(struct import *import, struct batch *batch, struct err *err)
{
	struct queue queue;

	queue_of(batch, &queue);
	for (size_t i = 0; i < IMPORT_WORKERS; i++)
		foresee(import, &queue, i);
	for (size_t i = 0; i < queue.n; i++) {
		struct item *item = queue.v[i];
		int died = 0;
		enum rc rc = worker_parse(import->workers[i % IMPORT_WORKERS],
		    item->found.raw, item->found.n_raw, &item->facts, &died,
		    err);

		if (rc == RC_PERM)
			item->found.problem = mem_dup(err->text);
		else if (rc != RC_OK)
			return rc;
		foresee(import, &queue, i + IMPORT_WORKERS);
	}
	return RC_OK;
}

/* I2 */
static int64_t
accepted_s(const struct import *import, const struct item *item)
{
	int64_t s = item->facts->date_s;

	if (s == 0)
		s = item->found.stored_s;
	if (s == 0)
		s = import->last_s;
	if (s < year_1990_s)
		return year_1990_s;
	return s < import->now_s ? s : import->now_s;
}

/* Who wrote it, by the address, and where he stands on the list now: what an
 * old archive says of that time, nobody can check. */
static enum rc
find_author(const struct import *import, const struct facts *facts,
    struct filing *filing, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_member struct member member = { .list_id = 0 };
	auto_free char *address = facts->from.n == 1
	    ? address_normal(facts->from.v[0].address)
	    : NULL;
	enum rc rc;

	if (address == NULL)
		return RC_OK;
	rc = person_by_address(import->store, address, &person, err);
	if (rc == RC_OK) {
		filing->author_id = person.id;
		rc = member_get(
		    import->store, import->list->id, person.id, &member, err);
	}
	if (rc == RC_OK)
		filing->author_side = member.side;
	return rc == RC_NOENT ? RC_OK : rc;
}

/* I6 */
static enum rc
take_in(
    const struct import *import, const struct letter *letter, struct err *err)
{
	bool is_shared = import->side == SIDE_CLIENT;
	auto_free char *recipient = mem_format(
	    "%s/%s", import->list->name, is_shared ? "shared" : "internal");
	char name[NAME_BYTES];
	auto_free char *spool_name = NULL;
	struct intake intake = {
		.received_s = import->now_s,
		.sender = "",
		.message_id = letter->message.id,
		.n_recipients = 1,
	};
	enum rc rc;

	memcpy(intake.raw_hash, letter->message.hash, SHA256_BYTES);
	name_of_hash(letter->message.hash, name);
	spool_name = mem_format("import %s %s", recipient, name);
	intake.spool_name = spool_name;
	rc = intake_add(import->store, &intake, err);
	if (rc == RC_OK)
		rc = disposition_add(import->store, intake.id, recipient,
		    OUTCOME_POSTED, "imported", NULL, err);
	return rc;
}

static enum rc
post_item(struct import *import, struct item *item, struct err *err)
{
	int64_t time_s = accepted_s(import, item);
	auto_letter struct letter letter = letter_of(import->domain,
	    item->found.raw, item->found.n_raw, item->facts, time_s);
	auto_post struct post post = { .id = 0 };
	struct filing filing = {
		.letter = &letter,
		.list = import->list,
		.side = import->side,
		.author_side = SIDE_NONE,
		.accepted_s = time_s,
		.domain = import->domain,
	};
	enum rc rc = message_add(import->store, &letter.message,
	    item->found.raw, item->found.n_raw, err);

	if (rc == RC_OK)
		rc = find_author(import, item->facts, &filing, err);
	if (rc == RC_OK)
		rc = filing_post(
		    import->store, import->subjects, &filing, &post, err);
	if (rc == RC_OK)
		rc = take_in(import, &letter, err);
	if (rc == RC_OK)
		import->last_s = time_s;
	return rc;
}

/* I5 */
static enum rc
post_marked(struct import *import, struct item *item, struct err *err)
{
	enum rc rc;

	/* The same bytes may stand twice in one batch. */
	rc = post_is_posted(import->store, item->hash, audience_of(import),
	    &item->is_known, err);
	if (rc != RC_OK || item->is_known)
		return rc;
	rc = store_mark(import->store, err);
	if (rc != RC_OK)
		return rc;
	rc = post_item(import, item, err);
	if (rc == RC_OK)
		return store_unmark(import->store, err);
	store_back_to_mark(import->store);
	if (rc != RC_PERM)
		return rc;
	item->found.problem = mem_dup(err->text);
	return RC_OK;
}

static enum rc
post_batch(struct import *import, struct batch *batch, struct err *err)
{
	struct queue queue;
	enum rc rc;

	queue_of(batch, &queue);
	if (queue.n == 0)
		return RC_OK;
	rc = store_begin(import->store, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < queue.n; i++)
		rc = post_marked(import, queue.v[i], err);
	if (rc == RC_OK)
		return store_commit(import->store, err);
	store_rollback(import->store);
	return rc;
}

static void
count_batch(
    struct import *import, const struct batch *batch, struct strv *problems)
{
	for (size_t i = 0; i < batch->n; i++) {
		const struct item *item = &batch->v[i];

		if (item->found.problem != NULL) {
			strv_take(problems,
			    mem_format("%s: %s", item->found.place,
				item->found.problem));
			import->n_bad++;
		} else if (item->is_known) {
			import->n_known++;
		} else {
			import->n_posted++;
		}
	}
}

enum rc
import_batch(struct import *import, struct source *source,
    struct strv *ret_problems, struct err *err)
{
	auto_batch struct batch batch;
	enum rc rc;

	batch.n = 0;
	rc = read_batch(source, &batch, err);
	if (rc == RC_OK)
		rc = find_known(import, &batch, err);
	if (rc == RC_OK)
		rc = parse_batch(import, &batch, err);
	if (rc == RC_OK)
		rc = post_batch(import, &batch, err);
	if (rc == RC_OK)
		count_batch(import, &batch, ret_problems);
	return rc;
}
