/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages and their raw bytes, with and without a dictionary.
 */
#include "lib/store/message.h"

#include "lib/base/buf.h"
#include "lib/hash/digest.h"
#include "lib/store/store-private.h"
#include "tests/unit/store-fixture.h"

static const struct {
	const char *name;
	const char *bytes;
	size_t n_bytes;
} raws[] = {
	{ "no bytes", "", 0 },
	{ "one byte", "x", 1 },
	{ "NULs and high bytes", "a\0b\0\xff\xfe\r\n\0", 9 },
	{ "a letter", "Subject: hello\r\n\r\nHello.\r\n", 26 },
};

static int64_t
n_dictionaries(struct store *store)
{
	auto_query struct query q =
	    query_on(store, "SELECT count(*) FROM dictionary");
	struct err err = ERR_INIT;

	must(query_step(&q, &err), &err, "count");
	return column_int(&q, 0);
}

static void
check_raw(struct store *store, int64_t id, const void *want, size_t n_want,
    const char *name)
{
	auto_free char *raw = NULL;
	struct err err = ERR_INIT;
	size_t n_raw = 0;

	tap_is_int(
	    message_raw(store, id, &raw, &n_raw, &err), RC_OK, "read %s", name);
	tap_is_bytes(raw, n_raw, want, n_want, "the bytes of %s", name);
	tap_ok(raw != NULL && raw[n_raw] == '\0', "end in a NUL");
}

static void
test_raw(struct store *store)
{
	for (size_t i = 0; i < sizeof(raws) / sizeof(*raws); i++) {
		struct message message = { .date_s = NOW };
		struct err err = ERR_INIT;

		must(message_add(
			 store, &message, raws[i].bytes, raws[i].n_bytes, &err),
		    &err, raws[i].name);
		check_raw(store, message.id, raws[i].bytes, raws[i].n_bytes,
		    raws[i].name);
	}
}

static void
test_equal_bytes(struct store *store)
{
	unsigned char hash[SHA256_BYTES];
	struct message first = { .msgid = NULL, .date_s = NOW };
	struct message again = { .msgid = NULL, .date_s = NOW + 1 };
	auto_message struct message got = { .id = 0 };
	struct err err = ERR_INIT;

	must(message_add(store, &first, "same", 4, &err), &err, "add");
	must(message_add(store, &again, "same", 4, &err), &err, "add");
	tap_is_int(again.id, first.id, "equal bytes are one message");
	sha256("same", 4, hash);
	tap_is_bytes(again.hash, 32, hash, 32, "its hash");
	tap_is_int(message_get(store, first.id, &got, &err), RC_OK, "read");
	tap_is_bytes(got.hash, 32, hash, 32, "the hash is stored");
	tap_is_int(got.date_s, NOW, "and what the first one said");
	tap_is_int(message_get(store, 4711, &got, &err), RC_NOENT, "no such");
}

/* A letter that resembles the others, as mail does. */
static char *
letter(unsigned i)
{
	return mem_format("Received: from mail.example.com (192.0.2.%u)\r\n"
			  "\tby mx.example.net with ESMTPS id %08x\r\n"
			  "From: Somebody <somebody.%u@example.com>\r\n"
			  "Subject: Re: delivery %u of the gear box\r\n"
			  "Message-ID: <%08x@example.com>\r\n"
			  "Content-Type: text/plain; charset=utf-8\r\n\r\n"
			  "Dear all,\r\n\r\nthe gear box number %u arrives on "
			  "day %u, with %u screws.\r\n\r\nKind regards\r\n",
	    i % 250, i * 2654435761U, i % 40, i, i * 40503U, i * 7, i % 31,
	    i * 13 % 977);
}

static void
add_letters(struct store *store, unsigned from, unsigned n)
{
	struct err err = ERR_INIT;

	must(store_begin(store, &err), &err, "begin");
	for (unsigned i = from; i < from + n; i++) {
		auto_free char *text = letter(i);

		add_message(store, "x", text);
	}
	must(store_commit(store, &err), &err, "commit");
}

static int64_t
add_letter(struct store *store, unsigned i)
{
	auto_free char *text = letter(i);

	return add_message(store, "x", text);
}

static void
check_letter(struct store *store, int64_t id, unsigned i, const char *name)
{
	auto_free char *text = letter(i);

	check_raw(store, id, text, strlen(text), name);
}

static int64_t
packed_with(struct store *store, int64_t id)
{
	auto_query struct query q = query_on(
	    store, "SELECT dictionary_id FROM raw WHERE message_id = ?");
	struct err err = ERR_INIT;

	bind_id(&q, id);
	must(query_step(&q, &err), &err, "dictionary_id");
	return column_int(&q, 0);
}

static void
test_dictionary(void)
{
	auto_free char *path = file_join(tap_scratch(), "dictionary.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	auto_store struct store *other = NULL;
	struct err err = ERR_INIT;
	int64_t old, with;

	tap_is_int(raw_train(store, &err), RC_OK, "nothing to learn from");
	tap_is_int(n_dictionaries(store), 0, "no dictionary");
	add_letters(store, 0, RAW_TRAIN_AT - 1);
	tap_is_int(n_dictionaries(store), 0, "one message short of it");
	old = add_letter(store, RAW_TRAIN_AT);
	tap_is_int(old, RAW_TRAIN_AT, "the thousandth");
	tap_is_int(n_dictionaries(store), 1, "trains one");
	tap_is_int(packed_with(store, old), 0, "and is packed without it");
	with = add_letter(store, RAW_TRAIN_AT + 1);
	tap_ok(packed_with(store, with) != 0, "the next one is packed with it");
	check_letter(store, with, RAW_TRAIN_AT + 1, "one with a dictionary");
	check_letter(store, old, RAW_TRAIN_AT, "one without");
	check_letter(store, with, RAW_TRAIN_AT + 1, "one with, again");
	other = open_store(path, STORE_WRITE);
	check_letter(other, with, RAW_TRAIN_AT + 1, "after the next open");

	tap_is_int(raw_train(store, &err), RC_OK, "train a second");
	tap_is_int(n_dictionaries(store), 2, "the first one stays");
	old = with;
	with = add_letter(store, RAW_TRAIN_AT + 2);
	tap_is_int(packed_with(store, with), 2, "packed with the second");
	check_letter(store, with, RAW_TRAIN_AT + 2, "of the second");
	check_letter(store, old, RAW_TRAIN_AT + 1, "of the first");
}

/* A dictionary that was trained in what is undone must not pack anything. */
static void
test_undone_dictionary(void)
{
	auto_free char *path = file_join(tap_scratch(), "undone.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);
	struct err err = ERR_INIT;
	int64_t id;

	add_letters(store, 0, RAW_TRAIN_AT - 1);
	must(store_begin(store, &err), &err, "begin");
	must(store_mark(store, &err), &err, "mark");
	add_letter(store, RAW_TRAIN_AT);
	tap_is_int(n_dictionaries(store), 1, "trained");
	id = add_letter(store, RAW_TRAIN_AT + 1);
	tap_is_int(packed_with(store, id), 1, "and used");
	store_back_to_mark(store);
	tap_is_int(n_dictionaries(store), 0, "undone");
	must(store_commit(store, &err), &err, "commit");
	id = add_letter(store, RAW_TRAIN_AT + 7);
	tap_is_int(packed_with(store, id), 0, "the next is packed without");
	tap_is_int(n_dictionaries(store), 1, "and trains one itself");
	check_letter(store, id, RAW_TRAIN_AT + 7, "it");
}

static void
test_damage(struct store *store)
{
	static const struct {
		const char *name;
		const char *sql;
	} rows[] = {
		{ "another size", "UPDATE raw SET n_bytes = 1000000000" },
		{ "no frame", "UPDATE raw SET packed = x'00', n_bytes = 0" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t id = add_message(store, "x", rows[i].name);
		auto_free char *raw = NULL;
		struct err err = ERR_INIT;
		size_t n_raw = 0;

		must(store_script(store, rows[i].sql, &err), &err, "damage");
		tap_is_int(message_raw(store, id, &raw, &n_raw, &err), RC_PERM,
		    "%s is told, not handed out", rows[i].name);
		tap_has(err.text, "restore", "with the remedy");
	}
}

int
main(void)
{
	auto_free char *path = file_join(tap_scratch(), "message.db");
	auto_store struct store *store = open_store(path, STORE_CREATE);

	test_raw(store);
	test_equal_bytes(store);
	test_damage(store);
	test_dictionary();
	test_undone_dictionary();
	return tap_done();
}
