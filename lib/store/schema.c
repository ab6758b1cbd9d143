/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema, version 2.  Times are seconds since 1970.  An id is never
 * reused, since nothing is deleted but outbox chunks, which are numbered by
 * AUTOINCREMENT.  "?" marks what may be NULL.
 *
 * Who
 *   person      name; address, where his mail goes: one of
 *   address     each address is one person's
 *   list        name, kind, purpose
 *   audience    of a list: side (2, client: the shared one; 1, internal)
 *   member      person on a list: side, roles, delivery, from since_s to
 *               until_s?; at most one without an end for a list and person
 *
 * What was said
 *   message     one row for equal raw bytes: what lists and digests show
 *   raw         its bytes, apart so that the rows above stay small: a zstd
 *               frame, packed with dictionary_id?
 *   dictionary  what zstd was trained to; never deleted
 *   post        a message accepted for an audience; its id is the order of
 *               acceptance; date_s is its message's
 *   name        what a view may call a post: by its Message-ID alone, or
 *               with its bytes, after a collision (DESIGN.md 5, Ids)
 *   place       of a post among others: for each audience the nearest
 *               ancestor and its distance (post.h)
 *   waiting     a post whose direct parent nobody has seen
 *   change      a post was accepted or moved: for who looks again later
 *   text_shared, text_internal
 *               the words of shared and of internal posts, by the post's
 *               id; two full-text tables, never one (DESIGN.md 5), without
 *               the text itself, which is in raw
 *
 *   digest      the digests of a view that were queued: what was accepted
 *               before until_s was told
 *
 * What came in and what became of it
 *   intake      a spool entry and how many recipients it had; its name is
 *               unique, so that a replay after a crash is known
 *   disposition one for each recipient of an entry
 *   hold        a message that waits for one person's answer
 *   token       the right to answer one notice, by the hash of its text
 *   journal     what the server did and why
 *   answer      when an address last got an automatic answer
 *
 * What goes out (outbox.c)
 *   copy        a variant of a message: its headers while any recipient is
 *               to be tried, afterwards only the sums
 *   chunk       recipients of a copy that are not settled
 */
#include <assert.h>

#include "lib/base/mem.h"
#include "lib/hash/digest.h"
#include "lib/store/post-private.h"
#include "lib/store/store-private.h"

/* "TRES", for file(1) and for us; the first step writes it. */
#define APPLICATION_ID 1414677843

static const char version_1[] =
    "PRAGMA application_id = 1414677843;"
    "CREATE TABLE person ("
    " id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " address TEXT NOT NULL,"
    " created_s INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE address ("
    " address TEXT PRIMARY KEY,"
    " person_id INTEGER NOT NULL REFERENCES person"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX address_person ON address (person_id);"

    "CREATE TABLE list ("
    " id INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL UNIQUE,"
    " kind INTEGER NOT NULL,"
    " purpose TEXT NOT NULL,"
    " created_s INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE audience ("
    " id INTEGER PRIMARY KEY,"
    " list_id INTEGER NOT NULL REFERENCES list,"
    " side INTEGER NOT NULL,"
    " is_open_inside INTEGER NOT NULL,"
    " UNIQUE (list_id, side)"
    ") STRICT;"
    "CREATE TABLE member ("
    " id INTEGER PRIMARY KEY,"
    " list_id INTEGER NOT NULL REFERENCES list,"
    " person_id INTEGER NOT NULL REFERENCES person,"
    " side INTEGER NOT NULL,"
    " roles INTEGER NOT NULL,"
    " delivery INTEGER NOT NULL,"
    " since_s INTEGER NOT NULL,"
    " until_s INTEGER"
    ") STRICT;"
    "CREATE UNIQUE INDEX member_present ON member (list_id, person_id)"
    " WHERE until_s IS NULL;"
    "CREATE INDEX member_person ON member (person_id, side)"
    " WHERE until_s IS NULL;"

    "CREATE TABLE message ("
    " id INTEGER PRIMARY KEY,"
    " hash BLOB NOT NULL UNIQUE,"
    " msgid TEXT NOT NULL,"
    " subject TEXT NOT NULL,"
    " from_name TEXT NOT NULL,"
    " from_address TEXT NOT NULL,"
    " date_s INTEGER NOT NULL,"
    " received_s INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE dictionary ("
    " id INTEGER PRIMARY KEY,"
    " bytes BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE raw ("
    " message_id INTEGER PRIMARY KEY REFERENCES message,"
    " dictionary_id INTEGER REFERENCES dictionary,"
    " n_bytes INTEGER NOT NULL,"
    " packed BLOB NOT NULL"
    ") STRICT;"

    "CREATE TABLE post ("
    " id INTEGER PRIMARY KEY,"
    " message_id INTEGER NOT NULL REFERENCES message,"
    " audience_id INTEGER NOT NULL REFERENCES audience,"
    " author_id INTEGER REFERENCES person,"
    " author_side INTEGER NOT NULL,"
    " accepted_s INTEGER NOT NULL,"
    " msgid TEXT NOT NULL,"
    " shown_id TEXT NOT NULL,"
    " subject_key TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX post_msgid ON post (msgid);"
    "CREATE INDEX post_shown ON post (shown_id) WHERE shown_id <> msgid;"
    "CREATE INDEX post_subject ON post (audience_id, subject_key)"
    " WHERE subject_key <> '';"
    "CREATE TABLE place ("
    " post_id INTEGER NOT NULL REFERENCES post,"
    " audience_id INTEGER NOT NULL REFERENCES audience,"
    " ancestor_id INTEGER NOT NULL REFERENCES post,"
    " distance INTEGER NOT NULL,"
    " PRIMARY KEY (post_id, audience_id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE waiting ("
    " post_id INTEGER PRIMARY KEY REFERENCES post,"
    " msgid TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX waiting_msgid ON waiting (msgid);"

    "CREATE TABLE intake ("
    " id INTEGER PRIMARY KEY,"
    " spool_name TEXT NOT NULL UNIQUE,"
    " received_s INTEGER NOT NULL,"
    " sender TEXT NOT NULL,"
    " raw_hash BLOB NOT NULL,"
    " message_id INTEGER REFERENCES message"
    ") STRICT;"
    "CREATE INDEX intake_hash ON intake (raw_hash);"
    "CREATE TABLE disposition ("
    " id INTEGER PRIMARY KEY,"
    " intake_id INTEGER NOT NULL REFERENCES intake,"
    " recipient TEXT NOT NULL COLLATE NOCASE,"
    " outcome INTEGER NOT NULL,"
    " reason TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX disposition_intake ON disposition (intake_id);"
    "CREATE TABLE hold ("
    " id INTEGER PRIMARY KEY,"
    " message_id INTEGER NOT NULL REFERENCES message,"
    " audience_id INTEGER NOT NULL REFERENCES audience,"
    " disposition_id INTEGER NOT NULL REFERENCES disposition,"
    " author_id INTEGER REFERENCES person,"
    " author_side INTEGER NOT NULL,"
    " reasons INTEGER NOT NULL,"
    " created_s INTEGER NOT NULL,"
    " deadline_s INTEGER NOT NULL,"
    " state INTEGER NOT NULL,"
    " ended_s INTEGER,"
    " ended_by INTEGER REFERENCES person"
    ") STRICT;"
    "CREATE INDEX hold_disposition ON hold (disposition_id);"
    "CREATE INDEX hold_deadline ON hold (deadline_s) WHERE ended_s IS NULL;"
    "CREATE TABLE token ("
    " hash BLOB PRIMARY KEY,"
    " action INTEGER NOT NULL,"
    " hold_id INTEGER REFERENCES hold,"
    " person_id INTEGER REFERENCES person,"
    " expires_s INTEGER NOT NULL,"
    " used_s INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE journal ("
    " id INTEGER PRIMARY KEY,"
    " time_s INTEGER NOT NULL,"
    " event TEXT NOT NULL,"
    " list_id INTEGER REFERENCES list,"
    " person_id INTEGER REFERENCES person,"
    " text TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX journal_event ON journal (event);"
    "CREATE TABLE answer ("
    " address TEXT PRIMARY KEY,"
    " last_s INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE copy ("
    " id INTEGER PRIMARY KEY,"
    " message_id INTEGER NOT NULL REFERENCES message,"
    " post_id INTEGER REFERENCES post,"
    " list_id INTEGER REFERENCES list,"
    " created_s INTEGER NOT NULL,"
    " n_queued INTEGER NOT NULL,"
    " n_sent INTEGER NOT NULL DEFAULT 0,"
    " n_refused INTEGER NOT NULL DEFAULT 0,"
    " n_struck INTEGER NOT NULL DEFAULT 0,"
    " n_repeated INTEGER NOT NULL DEFAULT 0,"
    " sender TEXT NOT NULL,"
    " body_offset INTEGER NOT NULL,"
    " header BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE chunk ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " copy_id INTEGER NOT NULL REFERENCES copy,"
    " list_id INTEGER REFERENCES list,"
    " due_s INTEGER NOT NULL,"
    " is_flying INTEGER NOT NULL,"
    " attempt INTEGER NOT NULL,"
    " n_recipients INTEGER NOT NULL,"
    " recipients TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX chunk_due ON chunk (due_s) WHERE NOT is_flying;"
    "CREATE INDEX chunk_copy ON chunk (copy_id);"
    "CREATE INDEX chunk_list ON chunk (list_id);"
    "PRAGMA user_version = 1;";

/* A contentless index keeps no second copy of the text: a fifth of the size
 * of what it indexes.  Nothing is taken out of it again in this version. */
static const char version_2[] =
    "ALTER TABLE post ADD COLUMN date_s INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 0;"
    "UPDATE post SET date_s ="
    " (SELECT date_s FROM message WHERE message.id = message_id);"
    "CREATE INDEX post_accepted ON post (audience_id, accepted_s);"
    "CREATE INDEX post_dated ON post (audience_id, date_s);"
    "CREATE INDEX post_unindexed ON post (id) WHERE NOT is_indexed;"
    "CREATE INDEX place_ancestor ON place (ancestor_id);"
    "CREATE TABLE name ("
    " name TEXT NOT NULL,"
    " post_id INTEGER NOT NULL REFERENCES post,"
    " PRIMARY KEY (name, post_id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE change ("
    " mark INTEGER PRIMARY KEY,"
    " post_id INTEGER NOT NULL REFERENCES post,"
    " audience_id INTEGER NOT NULL REFERENCES audience"
    ") STRICT;"
    "CREATE INDEX change_audience ON change (audience_id);"
    "INSERT INTO change (post_id, audience_id)"
    " SELECT id, audience_id FROM post ORDER BY id;"
    "CREATE VIRTUAL TABLE text_shared USING fts5 ("
    " subject, author, own, quoted, attachments,"
    " content = '', tokenize = 'unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE text_internal USING fts5 ("
    " subject, author, own, quoted, attachments,"
    " content = '', tokenize = 'unicode61 remove_diacritics 2');"
    "CREATE TABLE digest ("
    " view TEXT NOT NULL,"
    " until_s INTEGER NOT NULL,"
    " PRIMARY KEY (view, until_s)"
    ") STRICT, WITHOUT ROWID;"
    "ALTER TABLE intake ADD COLUMN n_recipients INTEGER NOT NULL DEFAULT 0;"
    "UPDATE intake SET n_recipients ="
    " (SELECT count(*) FROM disposition WHERE intake_id = intake.id);"
    "PRAGMA user_version = 2;";

/* What SQL cannot: the names of the posts of version 1. */
static enum rc
name_posts(struct store *store, struct err *err)
{
	auto_query struct query q = query_on(store,
	    "SELECT post.id, post.msgid, message.hash FROM post"
	    " JOIN message ON message.id = post.message_id");
	enum rc rc;

	while ((rc = query_step(&q, err)) == RC_OK) {
		auto_free char *msgid = column_text(&q, 1);
		size_t n_hash;
		const unsigned char *hash = column_bytes(&q, 2, &n_hash);

		assert(n_hash == SHA256_BYTES);
		rc = post_name(store, column_int(&q, 0), msgid, hash, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc == RC_NOENT ? RC_OK : rc;
}

const struct schema_step schema_steps[] = {
	{ 1, version_1, NULL },
	{ 2, version_2, name_posts },
};
const size_t n_schema_steps = sizeof(schema_steps) / sizeof(*schema_steps);

static enum rc
pragma_value(struct store *store, const char *constant_sql, int64_t *ret,
    struct err *err)
{
	auto_query struct query q = query_on(store, constant_sql);
	enum rc rc = query_step(&q, err);

	if (rc == RC_OK)
		*ret = column_int(&q, 0);
	return rc;
}

/* Refuse what is not ours and what a later program wrote. */
static enum rc
read_version(struct store *store, int last, int64_t *ret, struct err *err)
{
	int64_t application = 0, version = 0;
	enum rc rc;

	rc = pragma_value(store, "PRAGMA user_version", &version, err);
	if (rc == RC_OK)
		rc = pragma_value(
		    store, "PRAGMA application_id", &application, err);
	if (rc != RC_OK)
		return rc;
	if (application != APPLICATION_ID && (application != 0 || version != 0))
		return err_set(err, RC_PERM, "5.3.5",
		    "%s is no Trestle database", store->path);
	if (version > last)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s has schema version %lld, made by a later Trestle; "
		    "this one knows up to %d: install the later one again",
		    store->path, (long long)version, last);
	*ret = version;
	return RC_OK;
}

static enum rc
take_step(struct store *store, const struct schema_step *step, int last,
    struct err *err)
{
	auto_work struct work work = { NULL };
	int64_t version = 0;
	enum rc rc;

	rc = work_begin(store, &work, err);
	if (rc != RC_OK)
		return rc;
	/* Another program may have been here since we looked. */
	rc = read_version(store, last, &version, err);
	if (rc != RC_OK || version >= step->version)
		return rc;
	rc = store_script(store, step->sql, err);
	if (rc == RC_OK && step->fill != NULL)
		rc = step->fill(store, err);
	if (rc != RC_OK)
		return err_prefix(err, rc, "schema version %d", step->version);
	return work_commit(&work, err);
}

enum rc
schema_update(struct store *store, const struct schema_step *steps,
    size_t n_steps, bool may_write, struct err *err)
{
	int last = steps[n_steps - 1].version;
	int64_t version = 0;
	enum rc rc;

	rc = read_version(store, last, &version, err);
	if (rc != RC_OK || version == last)
		return rc;
	if (!may_write)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s has schema version %lld, this Trestle reads %d: run "
		    "`trestle deliver` once, which brings it up to date",
		    store->path, (long long)version, last);
	for (size_t i = 0; i < n_steps; i++) {
		if (steps[i].version <= version)
			continue;
		rc = take_step(store, &steps[i], last, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}
