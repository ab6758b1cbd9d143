/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts as bytes.  Two tables name the members in order; writing and reading
 * both walk them, so that neither can forget what the other knows.  A number
 * is eight bytes, lowest first; a string its length and its bytes, or
 * NO_STRING; a list its length and its items.  Every value has exactly one
 * form: what decodes encodes to the same bytes again.
 */
#include "lib/mail/facts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/facts-private.h"
#include "lib/mail/msgid.h"
#include "lib/mail/utf8.h"

#define MAGIC "facts 1\n"
#define NO_STRING UINT64_MAX

enum member_kind {
	MEMBER_BOOL, /* bool */
	MEMBER_COUNT, /* unsigned */
	MEMBER_BYTES, /* uint64_t */
	MEMBER_TIME, /* int64_t */
	MEMBER_LINE, /* char * */
	MEMBER_LINE_NULL, /* char *, may be NULL */
	MEMBER_TEXT, /* char * */
	MEMBER_TEXT_NULL, /* char *, may be NULL */
	MEMBER_HEX, /* char[65], 64 hex digits or none */
	MEMBER_LINES, /* struct strv */
	MEMBER_MAILBOXES, /* struct mailboxes */
};

struct member {
	enum member_kind kind;
	size_t offset;
};

#define FACT(kind, name)                                    \
	{                                                   \
		MEMBER_##kind, offsetof(struct facts, name) \
	}
#define PART(kind, name)                                   \
	{                                                  \
		MEMBER_##kind, offsetof(struct part, name) \
	}

static const struct member facts_members[] = {
	FACT(COUNT, n_from_fields),
	FACT(MAILBOXES, from),
	FACT(BOOL, from_is_group),
	FACT(MAILBOXES, sender),
	FACT(MAILBOXES, reply_to),
	FACT(MAILBOXES, to),
	FACT(MAILBOXES, cc),
	FACT(COUNT, n_message_id_fields),
	FACT(LINE_NULL, message_id),
	FACT(LINES, references),
	FACT(LINES, in_reply_to),
	FACT(LINE, subject),
	FACT(TIME, date_s),
	FACT(LINE, auto_submitted),
	FACT(LINE, precedence),
	FACT(BOOL, has_auto_reply_field),
	FACT(BOOL, is_report),
	FACT(LINES, list_ids),
	FACT(COUNT, n_received),
	FACT(LINE, content_type),
	FACT(BOOL, is_cut),
	FACT(TEXT, text),
};

static const struct member part_members[] = {
	PART(LINE, type),
	PART(LINE, name),
	PART(BYTES, n_bytes),
	PART(HEX, sha256),
	PART(BOOL, is_attachment),
	PART(BOOL, is_opaque),
	PART(TEXT_NULL, text),
};

enum {
	N_FACTS_MEMBERS = sizeof facts_members / sizeof facts_members[0],
	N_PART_MEMBERS = sizeof part_members / sizeof part_members[0],
};

/* -- writing -------------------------------------------------------------- */

static void
put_number(struct buf *buf, uint64_t number)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(number >> (8 * i));
	buf_add(buf, bytes, sizeof bytes);
}

static void
put_string(struct buf *buf, const char *string)
{
	if (string == NULL) {
		put_number(buf, NO_STRING);
		return;
	}
	put_number(buf, strlen(string));
	buf_puts(buf, string);
}

static void
put_lines(struct buf *buf, const struct strv *lines)
{
	put_number(buf, lines->n);
	for (size_t i = 0; i < lines->n; i++)
		put_string(buf, lines->v[i]);
}

static void
put_mailboxes(struct buf *buf, const struct mailboxes *mailboxes)
{
	put_number(buf, mailboxes->n);
	for (size_t i = 0; i < mailboxes->n; i++) {
		put_string(buf, mailboxes->v[i].name);
		put_string(buf, mailboxes->v[i].address);
	}
}

static void
put_member(struct buf *buf, enum member_kind kind, const void *at)
{
	switch (kind) {
	case MEMBER_BOOL:
		put_number(buf, *(const bool *)at);
		break;
	case MEMBER_COUNT:
		put_number(buf, *(const unsigned *)at);
		break;
	case MEMBER_BYTES:
		put_number(buf, *(const uint64_t *)at);
		break;
	case MEMBER_TIME:
		put_number(buf, (uint64_t) * (const int64_t *)at);
		break;
	case MEMBER_LINE:
	case MEMBER_LINE_NULL:
	case MEMBER_TEXT:
	case MEMBER_TEXT_NULL:
		put_string(buf, *(char *const *)at);
		break;
	case MEMBER_HEX:
		put_string(buf, at);
		break;
	case MEMBER_LINES:
		put_lines(buf, at);
		break;
	case MEMBER_MAILBOXES:
		put_mailboxes(buf, at);
		break;
	}
}

void
facts_encode(const struct facts *facts, struct buf *buf)
{
	buf_puts(buf, MAGIC);
	for (size_t i = 0; i < N_FACTS_MEMBERS; i++)
		put_member(buf, facts_members[i].kind,
		    (const char *)facts + facts_members[i].offset);
	put_number(buf, facts->n_parts);
	for (size_t p = 0; p < facts->n_parts; p++)
		for (size_t i = 0; i < N_PART_MEMBERS; i++)
			put_member(buf, part_members[i].kind,
			    (const char *)&facts->parts[p] +
				part_members[i].offset);
}

/* -- reading -------------------------------------------------------------- */

struct reader {
	const char *bytes;
	size_t n_bytes; /* that are left */
	bool is_bad; /* once bad, always bad: every read yields nothing */
};

static uint64_t
get_number(struct reader *reader, uint64_t max)
{
	uint64_t number = 0;

	if (reader->is_bad || reader->n_bytes < 8) {
		reader->is_bad = true;
		return 0;
	}
	for (size_t i = 0; i < 8; i++)
		number |= (uint64_t)(unsigned char)reader->bytes[i] << (8 * i);
	reader->bytes += 8;
	reader->n_bytes -= 8;
	if (number > max) {
		reader->is_bad = true;
		return 0;
	}
	return number;
}

/* NULL when it is bad or no string. */
static char *
get_string(struct reader *reader, bool is_text, bool may_be_null)
{
	uint64_t n = get_number(reader, UINT64_MAX);
	uint64_t max = is_text ? FACTS_TEXT_BYTES : FACTS_NAME_BYTES;
	const char *bytes = reader->bytes;

	if (n == NO_STRING && may_be_null)
		return NULL;
	if (n > max || n > reader->n_bytes ||
	    !(is_text ? utf8_is_text(bytes, n) : utf8_is_line(bytes, n)))
		reader->is_bad = true;
	if (reader->is_bad)
		return NULL;
	reader->bytes += n;
	reader->n_bytes -= n;
	return mem_dup_n(bytes, n);
}

/* Replace a string; one that may not be NULL keeps its old value when the
 * bytes are bad. */
static void
get_string_at(struct reader *reader, char **at, bool is_text, bool may_be_null)
{
	auto_free char *string = get_string(reader, is_text, may_be_null);

	if (string == NULL)
		return;
	free(*at);
	*at = take(string);
}

static void
get_hex(struct reader *reader, char at[65])
{
	auto_free char *hex = get_string(reader, false, false);

	if (hex == NULL)
		return;
	if (hex[0] != '\0' &&
	    (strlen(hex) != 64 || strspn(hex, "0123456789abcdef") != 64)) {
		reader->is_bad = true;
		return;
	}
	memcpy(at, hex, strlen(hex) + 1);
}

static void
get_lines(struct reader *reader, struct strv *lines)
{
	uint64_t n = get_number(reader, MSGID_COUNT);

	for (uint64_t i = 0; i < n && !reader->is_bad; i++) {
		char *line = get_string(reader, false, false);

		if (line != NULL)
			strv_take(lines, line);
	}
}

static void
get_mailboxes(struct reader *reader, struct mailboxes *mailboxes)
{
	uint64_t n = get_number(reader, FACTS_MAILBOXES);

	for (uint64_t i = 0; i < n && !reader->is_bad; i++) {
		auto_free char *name = get_string(reader, false, false);
		auto_free char *address = get_string(reader, false, false);

		if (name != NULL && address != NULL)
			mailboxes_take(mailboxes, take(name), take(address));
	}
}

static void
get_member(struct reader *reader, enum member_kind kind, void *at)
{
	switch (kind) {
	case MEMBER_BOOL:
		*(bool *)at = get_number(reader, 1) == 1;
		break;
	case MEMBER_COUNT:
		*(unsigned *)at = (unsigned)get_number(reader, UINT_MAX);
		break;
	case MEMBER_BYTES:
		*(uint64_t *)at = get_number(reader, UINT64_MAX);
		break;
	case MEMBER_TIME:
		*(int64_t *)at = (int64_t)get_number(reader, UINT64_MAX);
		break;
	case MEMBER_LINE:
		get_string_at(reader, at, false, false);
		break;
	case MEMBER_LINE_NULL:
		get_string_at(reader, at, false, true);
		break;
	case MEMBER_TEXT:
		get_string_at(reader, at, true, false);
		break;
	case MEMBER_TEXT_NULL:
		get_string_at(reader, at, true, true);
		break;
	case MEMBER_HEX:
		get_hex(reader, at);
		break;
	case MEMBER_LINES:
		get_lines(reader, at);
		break;
	case MEMBER_MAILBOXES:
		get_mailboxes(reader, at);
		break;
	}
}

static void
get_parts(struct reader *reader, struct facts *facts)
{
	uint64_t n = get_number(reader, FACTS_PARTS);
	size_t n_text_bytes = 0;

	for (uint64_t p = 0; p < n && !reader->is_bad; p++) {
		struct part *part = facts_add_part(facts);

		for (size_t i = 0; i < N_PART_MEMBERS; i++)
			get_member(reader, part_members[i].kind,
			    (char *)part + part_members[i].offset);
		if (part->text != NULL)
			n_text_bytes += strlen(part->text);
		if (n_text_bytes > FACTS_TEXT_BYTES)
			reader->is_bad = true;
	}
}

enum rc
facts_decode(
    const char *bytes, size_t n_bytes, struct facts **ret, struct err *err)
{
	static const size_t n_magic = sizeof MAGIC - 1;
	auto_facts struct facts *facts = facts_new();
	struct reader reader = { bytes, n_bytes, false };

	if (n_bytes < n_magic || memcmp(bytes, MAGIC, n_magic) != 0)
		return err_set(err, RC_PERM, "5.3.0",
		    "the facts begin with no known mark");
	reader.bytes += n_magic;
	reader.n_bytes -= n_magic;
	for (size_t i = 0; i < N_FACTS_MEMBERS; i++)
		get_member(&reader, facts_members[i].kind,
		    (char *)facts + facts_members[i].offset);
	get_parts(&reader, facts);
	if (reader.is_bad || reader.n_bytes > 0)
		return err_set(err, RC_PERM, "5.3.0",
		    "the facts are malformed at byte %zu",
		    n_bytes - reader.n_bytes);
	*ret = take(facts);
	return RC_OK;
}
