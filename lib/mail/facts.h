/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parser says about a message, and all that anybody else knows of
 * its insides.  Facts are made in the worker (worker.h), travel as bytes, and
 * are a plain value on the other side.  Every string is valid UTF-8 without
 * control characters (texts keep LF and tab); every count has a limit.
 */
#ifndef LIB_MAIL_FACTS_H
#define LIB_MAIL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/strv.h"

/* A mailbox of an address field; members of groups stand as mailboxes. */
struct mailbox {
	char *name; /* decoded display name, "" when none */
	char *address; /* as written, decoded; may be unsafe (address.h) */
};

struct mailboxes {
	struct mailbox *v;
	size_t n;
};

/* A leaf part of the MIME tree, in order; also a message/rfc822 part, in
 * front of its leaves: that one has no bytes and no hash of its own, and its
 * text is its main header lines. */
struct part {
	char *type; /* "text/plain", small letters */
	char *name; /* decoded file name, "" when none */
	uint64_t n_bytes; /* of the decoded content */
	char sha256[65]; /* of the decoded content, hex; "" for rfc822 */
	bool is_attachment; /* has a file name or says attachment */

	/* Cannot be looked into: encrypted, TNEF, archive, beyond a limit,
	 * undecodable. */
	bool is_opaque;

	/* UTF-8 of a text or report part, LF lines; NULL for others.  HTML
	 * is turned to text; hidden text, comments and styles are kept. */
	char *text;
};

enum {
	FACTS_MAILBOXES = 5000, /* in one field */
	FACTS_PARTS = 1000,
	/* The texts of all parts together; the text has as much again. */
	FACTS_TEXT_BYTES = 4 * 1024 * 1024,
	FACTS_NAME_BYTES = 1000, /* subject, names, addresses */
	FACTS_LIST_IDS = 100,
};

struct facts {
	/* who */
	unsigned n_from_fields;
	struct mailboxes from; /* of all From fields */
	bool from_is_group; /* group syntax in From */
	struct mailboxes sender, reply_to, to, cc;

	/* which */
	unsigned n_message_id_fields;
	char *message_id; /* without brackets; NULL when none is safe */
	struct strv references; /* oldest first */
	struct strv in_reply_to;
	char *subject; /* decoded, one line, "" when none */
	int64_t date_s; /* 0 when there is none that can be read */

	/* is it a machine's */
	char *auto_submitted; /* RFC 3834 keyword, small; "" when absent */
	char *precedence; /* small; "" when absent */
	/* X-Autoreply, X-Autorespond; X-Auto-Response-Suppress is not one */
	bool has_auto_reply_field;
	bool is_report; /* multipart/report */
	struct strv list_ids; /* of List-Id fields, inside the brackets */
	unsigned n_received;

	/* what */
	char *content_type; /* of the whole message */
	struct part *parts;
	size_t n_parts;
	bool is_cut; /* a limit dropped something */

	/* The text a person reads: the plain parts, and HTML as text,
	 * without what is hidden, where it has no plain alternative; nothing
	 * out of attachments.  LF lines; "" when there is none. */
	char *text;
};

void facts_free(struct facts *facts);
void facts_cleanup(struct facts **facts);
#define auto_facts __attribute__((cleanup(facts_cleanup)))

/* Parse a message within its bounds.  Only the worker and the fuzzers call
 * this.  Never fails: what cannot be read is absent. */
struct facts *facts_parse(const char *raw, size_t n_raw);

/* Append the decoded content of the leaf parts[i] of the same message's facts.
 * False when there is none, or it does not fit.  In the worker, too. */
bool
facts_part_content(const char *raw, size_t n_raw, size_t i, struct buf *ret);

/* To bytes and back.  Decoding trusts nothing: RC_PERM for anything that
 * facts_encode did not write. */
void facts_encode(const struct facts *facts, struct buf *buf);
enum rc facts_decode(
    const char *bytes, size_t n_bytes, struct facts **ret, struct err *err);

#endif
