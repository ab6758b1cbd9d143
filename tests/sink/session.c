/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sink/session.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"

enum {
	LINE_BYTES = 4096,
	OUTPUT_BYTES = 1024 * 1024,
	TEXT_BYTES = 256 * 1024 * 1024,
};

struct session {
	struct sink *sink;
	uint64_t connection;
	uint64_t n_mails; /* on this connection */
	uint64_t transaction;
	char *sender; /* NULL outside a transaction */
	struct strv recipients;
	bool in_text;
	bool is_over;
	struct buf line;
	struct buf text; /* as it comes: stuffed, behind a first CRLF */
	struct buf output;
};

static void
reply(struct session *session, int code, const char *text)
{
	buf_format(&session->output, "%d %s\r\n", code, text);
	if (code == 421)
		session->is_over = true;
}

/* Does the script have something for this stage?  Then it is done. */
static bool
is_scripted(struct session *session, enum script_stage stage, uint64_t n)
{
	const int what = script_at(session->sink->script, stage, n);

	if (what == SCRIPT_DROP)
		session->is_over = true;
	else if (what != SCRIPT_NOTHING)
		reply(session, what, "scripted");
	return what != SCRIPT_NOTHING;
}

static void
end_transaction(struct session *session)
{
	free(take(session->sender));
	strv_clear(&session->recipients);
	buf_clear(&session->text);
	session->in_text = false;
}

struct session *
session_new(struct sink *sink)
{
	struct session *session = mem_zero(1, sizeof(*session));

	session->sink = sink;
	session->connection = ++sink->n_connections;
	session->line.max_bytes = LINE_BYTES;
	session->text.max_bytes = TEXT_BYTES;
	session->output.max_bytes = OUTPUT_BYTES;
	if (!is_scripted(session, AT_CONNECT, session->connection))
		reply(session, 220, "sink ESMTP");
	return session;
}

void
session_free(struct session *session)
{
	if (session == NULL)
		return;
	end_transaction(session);
	strv_release(&session->recipients);
	buf_release(&session->line);
	buf_release(&session->text);
	buf_release(&session->output);
	free(session);
}

struct buf *
session_output(struct session *session)
{
	return &session->output;
}

bool
session_is_over(const struct session *session)
{
	return session->is_over;
}

/* The address between the angle brackets, from the heap; NULL when there are
 * none. */
static char *
path_of(const char *line, const char *prefix)
{
	const char *start, *end;

	if (!ascii_has_prefix(line, prefix))
		return NULL;
	start = line + strlen(prefix);
	while (*start == ' ')
		start++;
	end = strchr(start, '>');
	if (*start != '<' || end == NULL)
		return NULL;
	return mem_dup_n(start + 1, (size_t)(end - start - 1));
}

static void
on_mail(struct session *session, const char *line)
{
	auto_free char *sender = path_of(line, "MAIL FROM:");

	if (sender == NULL) {
		reply(session, 501, "MAIL FROM:<address>");
		return;
	}
	if (session->sender != NULL) {
		reply(session, 503, "one at a time");
		return;
	}
	if (session->n_mails > 0 &&
	    script_at(session->sink->script, AT_AFTER, session->n_mails) !=
		SCRIPT_NOTHING) {
		reply(session, 421, "enough on this connection");
		return;
	}
	session->n_mails++;
	session->transaction = ++session->sink->n_transactions;
	if (is_scripted(session, AT_MAIL, session->transaction))
		return;
	session->sender = take(sender);
	reply(session, 250, "sender taken");
}

static void
log_delivery(
    struct session *session, const struct delivery *delivery, const char *path)
{
	struct err err = ERR_INIT;

	if (filing_log(session->sink->filing, delivery, path, &err) != RC_OK)
		log_error("log", &err);
}

static void
on_rcpt(struct session *session, const char *line)
{
	auto_free char *recipient = path_of(line, "RCPT TO:");
	struct delivery delivery = {
		.connection = session->connection,
		.transaction = session->transaction,
		.sender = session->sender,
		.recipient = recipient,
	};

	if (recipient == NULL) {
		reply(session, 501, "RCPT TO:<address>");
		return;
	}
	if (session->sender == NULL) {
		reply(session, 503, "MAIL first");
		return;
	}
	if (is_scripted(session, AT_RCPT, session->transaction))
		return;
	delivery.code = script_for(session->sink->script, recipient);
	if (delivery.code == SCRIPT_NOTHING && !filing_can_name(recipient))
		delivery.code = 553;
	if (delivery.code != SCRIPT_NOTHING) {
		log_delivery(session, &delivery, "-");
		reply(session, delivery.code, "recipient refused");
		return;
	}
	strv_take(&session->recipients, take(recipient));
	reply(session, 250, "recipient taken");
}

static void
on_data(struct session *session)
{
	if (session->recipients.n == 0) {
		reply(session, 503, "RCPT first");
		return;
	}
	if (is_scripted(session, AT_DATA, session->transaction)) {
		end_transaction(session);
		return;
	}
	/* The CRLF of the command may be the first half of the end. */
	buf_puts(&session->text, "\r\n");
	session->in_text = true;
	reply(session, 354, "end with a dot");
}

static void
on_command(struct session *session, const char *line)
{
	if (ascii_has_prefix(line, "MAIL ")) {
		on_mail(session, line);
	} else if (ascii_has_prefix(line, "RCPT ")) {
		on_rcpt(session, line);
	} else if (ascii_equal(line, "DATA")) {
		on_data(session);
	} else if (ascii_has_prefix(line, "EHLO ")) {
		buf_puts(&session->output,
		    "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n"
		    "250 SIZE\r\n");
		end_transaction(session);
	} else if (ascii_has_prefix(line, "HELO ") ||
	    ascii_equal(line, "RSET")) {
		end_transaction(session);
		reply(session, 250, "sink");
	} else if (ascii_equal(line, "NOOP")) {
		reply(session, 250, "here");
	} else if (ascii_equal(line, "QUIT")) {
		reply(session, 221, "bye");
		session->is_over = true;
	} else {
		reply(session, 502, "not known here");
	}
}

/* The next CRLF, or end.  Not memmem: the address sanitizer has it look at all
 * that is left, for each line. */
static const char *
find_crlf(const char *at, const char *end)
{
	const char *cr;

	while ((cr = memchr(at, '\r', (size_t)(end - at))) != NULL) {
		if (cr + 1 < end && cr[1] == '\n')
			return cr;
		at = cr + 1;
	}
	return end;
}

/* Undo the dot-stuffing (RFC 5321 4.5.2) and, where asked, the CR of CRLF:
 * all other bytes are filed as they came.  The first CRLF is ours. */
static void
unstuff(const struct buf *text, bool lf, struct buf *ret)
{
	const char *at = text->data + 2;
	const char *const end = text->data + text->len;

	while (at < end) {
		const char *stop = find_crlf(at, end);

		if (*at == '.')
			at++;
		buf_add(ret, at, (size_t)(stop - at));
		if (stop == end)
			return;
		buf_puts(ret, lf ? "\n" : "\r\n");
		at = stop + 2;
	}
}

static enum rc
file_copies(struct session *session, struct err *err)
{
	auto_buf struct buf message = BUF_INIT(TEXT_BYTES);
	struct delivery delivery = {
		.connection = session->connection,
		.transaction = session->transaction,
		.sender = session->sender,
		.code = 250,
	};

	unstuff(&session->text, session->sink->lf, &message);
	for (size_t i = 0; i < session->recipients.n; i++) {
		auto_free char *path = NULL;
		enum rc rc;

		delivery.recipient = session->recipients.v[i];
		rc = filing_store(session->sink->filing, &delivery,
		    message.data, message.len, &path, err);
		if (rc != RC_OK)
			return rc;
		log_delivery(session, &delivery, path);
	}
	return RC_OK;
}

/* The final dot has come and is cut off. */
static void
on_text(struct session *session)
{
	const uint64_t n = session->transaction;
	struct err err = ERR_INIT;
	int what = script_at(session->sink->script, AT_END, n);

	if (buf_is_full(&session->text)) {
		reply(session, 552, "too large");
	} else if (what > 0) {
		reply(session, what, "message refused");
	} else if (file_copies(session, &err) != RC_OK) {
		log_error("copy", &err);
		reply(session, 451, "cannot file it");
	} else if (what == SCRIPT_DROP) {
		session->is_over = true;
	} else {
		reply(session, 250, "filed");
	}
	end_transaction(session);
}

/* Take bytes of the text; returns how many.  Only CRLF "." CRLF ends it. */
static size_t
feed_text(struct session *session, const char *bytes, size_t n_bytes)
{
	struct buf *text = &session->text;
	const size_t before = text->len;
	const size_t from = before > 4 ? before - 4 : 0;
	const char *end;

	if (script_at(session->sink->script, AT_TEXT, session->transaction) ==
	    SCRIPT_DROP) {
		session->is_over = true;
		return n_bytes;
	}
	buf_add(text, bytes, n_bytes);
	if (buf_is_full(text)) {
		reply(session, 421, "too large");
		return n_bytes;
	}
	end = memmem(text->data + from, text->len - from, "\r\n.\r\n", 5);
	if (end == NULL)
		return n_bytes;
	n_bytes = (size_t)(end - text->data) + 5 - before;
	text->len = (size_t)(end - text->data) + 2;
	on_text(session);
	return n_bytes;
}

/* Take bytes of a command line; returns how many. */
static size_t
feed_line(struct session *session, const char *bytes, size_t n_bytes)
{
	const char *end = memchr(bytes, '\n', n_bytes);
	auto_free char *line = NULL;

	if (end != NULL)
		n_bytes = (size_t)(end - bytes) + 1;
	buf_add(&session->line, bytes, n_bytes);
	if (buf_is_full(&session->line)) {
		reply(session, 421, "line too long");
		return n_bytes;
	}
	if (end == NULL)
		return n_bytes;
	line = buf_take(&session->line);
	on_command(session, ascii_trim(line));
	return n_bytes;
}

void
session_feed(struct session *session, const char *bytes, size_t n_bytes)
{
	while (n_bytes > 0 && !session->is_over) {
		const size_t n = session->in_text
		    ? feed_text(session, bytes, n_bytes)
		    : feed_line(session, bytes, n_bytes);

		bytes += n;
		n_bytes -= n;
	}
}
