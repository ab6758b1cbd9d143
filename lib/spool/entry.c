/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/entry.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/spool/spool.h"

static const char magic[] = "trestle-spool 1\n";

static bool
has_control(const char *bytes, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++) {
		if (ascii_is_control(bytes[i]))
			return true;
	}
	return false;
}

/* A line break in a value would forge lines of the head. */
static enum rc
write_value(
    struct buf *head, const char *key, const char *value, struct err *err)
{
	size_t n_bytes = strlen(value);

	if (n_bytes > SPOOL_MAX_VALUE_BYTES)
		return err_set(err, RC_PERM, "5.5.2",
		    "%s has %zu bytes, at most %d are allowed", key, n_bytes,
		    SPOOL_MAX_VALUE_BYTES);
	if (has_control(value, n_bytes))
		return err_set(
		    err, RC_PERM, "5.5.2", "%s has a control character", key);
	buf_puts(head, key);
	buf_putc(head, ' ');
	buf_add(head, value, n_bytes);
	buf_putc(head, '\n');
	return RC_OK;
}

static enum rc
write_recipients(
    struct buf *head, const struct strv *recipients, struct err *err)
{
	if (recipients->n == 0 || recipients->n > SPOOL_MAX_RECIPIENTS)
		return err_set(err, RC_PERM, "5.5.2",
		    "%zu recipients, want 1 to %d", recipients->n,
		    SPOOL_MAX_RECIPIENTS);
	for (size_t i = 0; i < recipients->n; i++) {
		enum rc rc;

		if (*recipients->v[i] == '\0')
			return err_set(
			    err, RC_PERM, "5.5.2", "a recipient is empty");
		rc = write_value(head, "recipient", recipients->v[i], err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* A digest, or mail for recipients. */
static enum rc
write_purpose(
    struct buf *head, const struct envelope *envelope, struct err *err)
{
	if (envelope->digest == NULL)
		return write_recipients(head, &envelope->recipients, err);
	if (envelope->recipients.n > 0 || *envelope->digest == '\0')
		return err_set(err, RC_PERM, "5.5.2",
		    "a digest has a name and no recipients");
	return write_value(head, "digest", envelope->digest, err);
}

enum rc
entry_write_head(const struct envelope *envelope, struct buf *head,
    size_t *ret_size_offset, struct err *err)
{
	const struct {
		const char *key;
		const char *value;
	} lines[] = {
		{ "sender", envelope->sender ? envelope->sender : "" },
		{ "submitter", envelope->submitter },
		{ "client", envelope->client },
	};
	char digits[ENTRY_SIZE_DIGITS];
	enum rc rc;

	assert(envelope->received_s >= 0);
	buf_puts(head, magic);
	buf_format(head, "time %lld\n", (long long)envelope->received_s);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (lines[i].value == NULL)
			continue;
		rc = write_value(head, lines[i].key, lines[i].value, err);
		if (rc != RC_OK)
			return rc;
	}
	rc = write_purpose(head, envelope, err);
	if (rc != RC_OK)
		return rc;

	entry_format_size(0, digits);
	buf_puts(head, "bytes ");
	*ret_size_offset = head->len;
	buf_add(head, digits, sizeof(digits));
	buf_puts(head, "\n\n");
	if (buf_is_full(head))
		return err_set(err, RC_PERM, "5.5.2",
		    "the recipients take more than %zu bytes", head->max_bytes);
	return RC_OK;
}

void
entry_format_size(uint64_t n_bytes, char ret[ENTRY_SIZE_DIGITS])
{
	for (size_t i = ENTRY_SIZE_DIGITS; i > 0; i--) {
		ret[i - 1] = (char)('0' + n_bytes % 10);
		n_bytes /= 10;
	}
}

/* What is left to parse, and the number of the line that it begins with. */
struct cursor {
	const char *at;
	const char *end;
	size_t line;
};

/* Take the value of the next line if that has this key: a copy, or NULL
 * with the cursor where it was. */
static char *
take_value(struct cursor *cursor, const char *key)
{
	size_t n_key = strlen(key);
	size_t n_left = (size_t)(cursor->end - cursor->at);
	const char *value, *line_end;

	if (n_left <= n_key || memcmp(cursor->at, key, n_key) != 0 ||
	    cursor->at[n_key] != ' ')
		return NULL;
	value = cursor->at + n_key + 1;
	n_left -= n_key + 1;
	/* One byte more than a value may have: its line end. */
	line_end = memchr(value, '\n',
	    n_left <= SPOOL_MAX_VALUE_BYTES ? n_left
					    : SPOOL_MAX_VALUE_BYTES + 1);
	if (line_end == NULL || has_control(value, (size_t)(line_end - value)))
		return NULL;
	cursor->at = line_end + 1;
	cursor->line++;
	return mem_dup_n(value, (size_t)(line_end - value));
}

static enum rc
damaged(const struct cursor *cursor, const char *want, struct err *err)
{
	return err_set(err, RC_PERM, "5.6.0",
	    "line %zu of the entry: want `%s'", cursor->line, want);
}

static enum rc
take_number(struct cursor *cursor, const char *key, size_t n_digits,
    uint64_t *ret, struct err *err)
{
	auto_free char *text = take_value(cursor, key);

	if (text == NULL || (n_digits > 0 && strlen(text) != n_digits) ||
	    !ascii_number(text, INT64_MAX, ret))
		return damaged(cursor, key, err);
	return RC_OK;
}

static enum rc
take_recipients(struct cursor *cursor, struct strv *ret, struct err *err)
{
	char *value;

	while ((value = take_value(cursor, "recipient")) != NULL) {
		strv_take(ret, value);
		if (*value == '\0' || ret->n > SPOOL_MAX_RECIPIENTS)
			return damaged(cursor, "recipient", err);
	}
	return ret->n > 0 ? RC_OK : damaged(cursor, "recipient", err);
}

static enum rc
take_envelope(struct cursor *cursor, struct envelope *ret, struct err *err)
{
	size_t n_magic = strlen(magic);
	uint64_t time_s;
	enum rc rc;

	if ((size_t)(cursor->end - cursor->at) < n_magic ||
	    memcmp(cursor->at, magic, n_magic) != 0)
		return damaged(cursor, "trestle-spool 1", err);
	cursor->at += n_magic;
	cursor->line++;

	rc = take_number(cursor, "time", 0, &time_s, err);
	if (rc != RC_OK)
		return rc;
	ret->received_s = (int64_t)time_s;
	ret->sender = take_value(cursor, "sender");
	if (ret->sender == NULL)
		return damaged(cursor, "sender", err);
	ret->submitter = take_value(cursor, "submitter");
	ret->client = take_value(cursor, "client");
	ret->digest = take_value(cursor, "digest");
	if (ret->digest != NULL)
		return *ret->digest != '\0' ? RC_OK
					    : damaged(cursor, "digest", err);
	return take_recipients(cursor, &ret->recipients, err);
}

/* The length of an mbox line at the start, 0 when there is none.  `From :'
 * is a header field (RFC 5322, 4.5.3: spaces before the colon).  A line
 * behind which nothing follows stays: a message is never empty. */
static size_t
mbox_line_bytes(const char *message, size_t n_bytes)
{
	const char *line_end;
	size_t i = strlen("From");

	if (n_bytes <= i || memcmp(message, "From ", i + 1) != 0)
		return 0;
	while (i < n_bytes && (message[i] == ' ' || message[i] == '\t'))
		i++;
	if (i == n_bytes || message[i] == ':')
		return 0;
	line_end = memchr(message, '\n', n_bytes);
	if (line_end == NULL || line_end + 1 == message + n_bytes)
		return 0;
	return (size_t)(line_end - message) + 1;
}

enum rc
entry_parse(const char *bytes, size_t n_bytes, struct envelope *ret,
    size_t *ret_offset, struct err *err)
{
	auto_envelope struct envelope envelope = ENVELOPE_INIT;
	struct cursor cursor = { bytes, bytes + n_bytes, 1 };
	size_t n_left;
	uint64_t size;
	enum rc rc;

	rc = take_envelope(&cursor, &envelope, err);
	if (rc != RC_OK)
		return rc;
	rc = take_number(&cursor, "bytes", ENTRY_SIZE_DIGITS, &size, err);
	if (rc != RC_OK)
		return rc;
	if (cursor.at == cursor.end || *cursor.at != '\n')
		return damaged(&cursor, "an empty line", err);
	cursor.at++;

	n_left = (size_t)(cursor.end - cursor.at);
	if (size == 0 || size != n_left)
		return err_set(err, RC_PERM, "5.6.0",
		    "the entry says %llu bytes of message and has %zu",
		    (unsigned long long)size, n_left);
	*ret_offset =
	    (size_t)(cursor.at - bytes) + mbox_line_bytes(cursor.at, n_left);
	*ret = envelope;
	envelope = (struct envelope)ENVELOPE_INIT;
	return RC_OK;
}
