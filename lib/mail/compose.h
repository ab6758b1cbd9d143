/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing mail: header fields that are safe by construction (encoded by
 * RFC 2047, folded, no line end can come in through a value) and a plain
 * UTF-8 body.  Lines end with LF.
 */
#ifndef LIB_MAIL_COMPOSE_H
#define LIB_MAIL_COMPOSE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/mail/facts.h"

/* `Name: value` with unstructured UTF-8 text. */
void compose_text_field(struct buf *buf, const char *name, const char *value);

/* `Name: value` with a value that is already ASCII syntax (an id, a List-
 * field).  Control characters become spaces; folded at spaces. */
void compose_raw_field(struct buf *buf, const char *name, const char *value);

/* `Name: mailbox, mailbox`.  Mailboxes with unsafe addresses are left out;
 * no field is written when none is left. */
void compose_mailboxes_field(
    struct buf *buf, const char *name, const struct mailboxes *mailboxes);

/* The same with one mailbox; name may be "". */
void compose_mailbox_field(struct buf *buf, const char *name,
    const char *display_name, const char *address);

/* `Name: <id> <id>`, folded.  Unsafe ids are left out; nothing is written
 * when none is left. */
void
compose_ids_field(struct buf *buf, const char *name, const struct strv *ids);

/* The MIME fields, the empty line, and the body of a plain text in UTF-8,
 * 7bit where it can be, quoted-printable else. */
void compose_text_body(struct buf *buf, const char *text);

#endif
