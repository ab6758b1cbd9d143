/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/entry.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/spool/spool.h"
#include "tests/tap.h"

#define HEAD "trestle-spool 1\ntime 5\nsender a@b.example\n"
#define TO "recipient acme@lists.example.com\n"
#define DIGEST "digest acme.client 1 2\n"
#define BYTES "bytes 0000000000000000000"

static const struct {
	const char *name;
	const char *input;
	const char *want; /* the message, NULL when this is no entry */
} parses[] = {
	{ "the least", HEAD TO BYTES "3\n\nA:b", "A:b" },
	{ "all lines",
	    HEAD "submitter c@d.example\nclient ::1\n" TO TO BYTES "3\n\nA:b",
	    "A:b" },
	{ "null sender", "trestle-spool 1\ntime 5\nsender \n" TO BYTES "1\n\nA",
	    "A" },
	{ "8-bit address",
	    HEAD "recipient \xc3\xa9@lists.example.com\n" BYTES "1\n\nA", "A" },
	{ "message begins with an empty line", HEAD TO BYTES "2\n\n\nA",
	    "\nA" },
	{ "mbox line", HEAD TO BYTES "9\n\nFrom a b\n", "From a b\n" },
	{ "mbox line and message",
	    "trestle-spool 1\ntime 5\nsender a\n" TO
	    "bytes 00000000000000000012\n\nFrom a b\nA:b",
	    "A:b" },
	{ "From with a space before the colon",
	    "trestle-spool 1\ntime 5\nsender a\n" TO
	    "bytes 00000000000000000010\n\nFrom \t: a\n",
	    "From \t: a\n" },
	{ "one mbox line only",
	    "trestle-spool 1\ntime 5\nsender a\n" TO
	    "bytes 00000000000000000016\n\nFrom a\nFrom b\nA\n",
	    "From b\nA\n" },

	{ "a digest", HEAD DIGEST BYTES "3\n\nA:b", "A:b" },

	{ "a digest with a recipient", HEAD DIGEST TO BYTES "1\n\nA", NULL },
	{ "a recipient and a digest", HEAD TO DIGEST BYTES "1\n\nA", NULL },
	{ "two digests", HEAD DIGEST DIGEST BYTES "1\n\nA", NULL },
	{ "a digest of nothing", HEAD "digest \n" BYTES "1\n\nA", NULL },
	{ "a digest before the client",
	    HEAD DIGEST "client ::1\n" BYTES "1\n\nA", NULL },
	{ "nothing", "", NULL },
	{ "other version",
	    "trestle-spool 2\ntime 5\nsender a\n" TO BYTES "1\n\nA", NULL },
	{ "no time", "trestle-spool 1\nsender a\n" TO BYTES "1\n\nA", NULL },
	{ "negative time",
	    "trestle-spool 1\ntime -5\nsender a\n" TO BYTES "1\n\nA", NULL },
	{ "time too large",
	    "trestle-spool 1\ntime 9223372036854775808\nsender a\n" TO BYTES
	    "1\n\nA",
	    NULL },
	{ "no sender", "trestle-spool 1\ntime 5\n" TO BYTES "1\n\nA", NULL },
	{ "no recipient", HEAD BYTES "1\n\nA", NULL },
	{ "empty recipient", HEAD "recipient \n" BYTES "1\n\nA", NULL },
	{ "wrong order", HEAD TO "client ::1\n" BYTES "1\n\nA", NULL },
	{ "twice the client", HEAD "client ::1\nclient ::1\n" TO BYTES "1\n\nA",
	    NULL },
	{ "carriage return", HEAD "recipient a\r\n" BYTES "1\n\nA", NULL },
	{ "escape", HEAD "recipient \033[2J\n" BYTES "1\n\nA", NULL },
	{ "short size", HEAD TO "bytes 1\n\nA", NULL },
	{ "size with a sign", HEAD TO "bytes +0000000000000000001\n\nA", NULL },
	{ "size too small", HEAD TO BYTES "1\n\nAB", NULL },
	{ "size too large", HEAD TO BYTES "3\n\nAB", NULL },
	{ "size not filled in", HEAD TO BYTES "0\n\nAB", NULL },
	{ "empty message", HEAD TO BYTES "0\n\n", NULL },
	{ "giant size", HEAD TO "bytes 99999999999999999999\n\nA", NULL },
	{ "no empty line", HEAD TO BYTES "1\nA", NULL },
};

/* Parse a copy that ends where the bytes end, for the sanitizers. */
static enum rc
parse(const char *bytes, size_t n_bytes, size_t *ret_offset)
{
	auto_envelope struct envelope envelope = ENVELOPE_INIT;
	auto_free char *exact = mem_dup_bytes(bytes, n_bytes);
	struct err err = ERR_INIT;

	return entry_parse(exact, n_bytes, &envelope, ret_offset, &err);
}

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(parses) / sizeof(parses[0]); i++) {
		const char *input = parses[i].input;
		size_t offset = 0;
		enum rc rc = parse(input, strlen(input), &offset);

		if (parses[i].want == NULL)
			tap_is_int(rc, RC_PERM, "%s", parses[i].name);
		else
			tap_is_string(rc == RC_OK ? input + offset : NULL,
			    parses[i].want, "%s", parses[i].name);
	}
}

/* No beginning of an entry is an entry, and no byte of the head may be one
 * that the writer does not write without the parser noticing or coping. */
static void
test_damage(void)
{
	const char *good = parses[1].input;
	size_t n_bytes = strlen(good), offset, n_taken = 0;
	auto_free char *bad = mem_dup(good);

	for (size_t n = 0; n < n_bytes; n++) {
		if (parse(good, n, &offset) != RC_PERM)
			n_taken++;
	}
	tap_is_int((intmax_t)n_taken, 0, "each cut entry is refused");

	n_taken = 0;
	for (size_t i = 0; i < n_bytes - 3; i++) {
		bad[i] = '\0';
		if (parse(bad, n_bytes, &offset) != RC_PERM)
			n_taken++;
		bad[i] = good[i];
	}
	tap_is_int(
	    (intmax_t)n_taken, 0, "a NUL anywhere in the head is refused");
}

static const struct {
	const char *name;
	size_t n_value; /* bytes of each value */
	size_t n_recipients;
	char fill;
	enum rc want;
} writes[] = {
	{ "one recipient", 10, 1, 'a', RC_OK },
	{ "longest values", SPOOL_MAX_VALUE_BYTES, 2, 'a', RC_OK },
	{ "too long a value", SPOOL_MAX_VALUE_BYTES + 1, 1, 'a', RC_PERM },
	{ "no recipient", 10, 0, 'a', RC_PERM },
	{ "empty recipient", 0, 1, 'a', RC_PERM },
	{ "most recipients", 320, SPOOL_MAX_RECIPIENTS, 'a', RC_OK },
	{ "too many recipients", 10, SPOOL_MAX_RECIPIENTS + 1, 'a', RC_PERM },
	{ "too large a head", 4000, SPOOL_MAX_RECIPIENTS, 'a', RC_PERM },
	{ "line feed", 10, 1, '\n', RC_PERM },
	{ "carriage return", 10, 1, '\r', RC_PERM },
	{ "escape", 10, 1, '\033', RC_PERM },
	{ "delete", 10, 1, '\177', RC_PERM },
};

/* What is written is read back the same; what is refused says 5.5.2. */
static void
test_write(void)
{
	for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
		auto_envelope struct envelope envelope = ENVELOPE_INIT;
		auto_envelope struct envelope back = ENVELOPE_INIT;
		auto_buf struct buf head = BUF_INIT(ENTRY_MAX_HEAD_BYTES);
		auto_free char *value = mem_zero(writes[i].n_value + 1, 1);
		struct err err = ERR_INIT;
		size_t size_offset, offset;
		enum rc rc;

		memset(value, writes[i].fill, writes[i].n_value);
		envelope.received_s = 1795433940;
		envelope.submitter = mem_dup("ben@example.com");
		for (size_t n = 0; n < writes[i].n_recipients; n++)
			strv_add(&envelope.recipients, value);
		rc = entry_write_head(&envelope, &head, &size_offset, &err);
		if (!tap_is_int(rc, writes[i].want, "%s", writes[i].name))
			tap_note("%s", err.text);
		if (rc != RC_OK) {
			tap_is_string(err.status, "5.5.2", "  its status");
			continue;
		}
		entry_format_size(1, head.data + size_offset);
		buf_putc(&head, 'A');
		rc = entry_parse(head.data, head.len, &back, &offset, &err);
		tap_ok(rc == RC_OK && back.received_s == 1795433940 &&
			strcmp(back.sender, "") == 0 &&
			strcmp(back.submitter, "ben@example.com") == 0 &&
			back.client == NULL &&
			back.recipients.n == writes[i].n_recipients &&
			strcmp(back.recipients.v[0], value) == 0 &&
			offset == head.len - 1,
		    "  read back the same");
	}
}

static const struct {
	const char *name;
	const char *digest;
	const char *recipient; /* NULL for none */
	enum rc want;
} digests[] = {
	{ "a digest", "acme.client 1 2", NULL, RC_OK },
	{ "a digest with a recipient", "acme.client 1 2", "a@b.example",
	    RC_PERM },
	{ "a digest of nothing", "", NULL, RC_PERM },
	{ "a digest with a line end", "acme.client 1 2\nrecipient a", NULL,
	    RC_PERM },
};

static void
test_write_digest(void)
{
	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
		auto_envelope struct envelope envelope = ENVELOPE_INIT;
		auto_envelope struct envelope back = ENVELOPE_INIT;
		auto_buf struct buf head = BUF_INIT(ENTRY_MAX_HEAD_BYTES);
		struct err err = ERR_INIT;
		size_t size_offset, offset;
		enum rc rc;

		envelope.digest = mem_dup(digests[i].digest);
		if (digests[i].recipient != NULL)
			strv_add(&envelope.recipients, digests[i].recipient);
		rc = entry_write_head(&envelope, &head, &size_offset, &err);
		tap_is_int(rc, digests[i].want, "write %s", digests[i].name);
		if (rc != RC_OK)
			continue;
		entry_format_size(1, head.data + size_offset);
		buf_putc(&head, 'A');
		rc = entry_parse(head.data, head.len, &back, &offset, &err);
		tap_is_string(rc == RC_OK ? back.digest : NULL,
		    digests[i].digest, "  read back the same");
		tap_is_int((intmax_t)back.recipients.n, 0, "  for nobody");
	}
}

int
main(void)
{
	test_parse();
	test_damage();
	test_write();
	test_write_digest();
	return tap_done();
}
