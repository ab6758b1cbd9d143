/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The format of a spool entry: a text head that holds the envelope, an empty
 * line, the message as it was received.
 *
 *	trestle-spool 1
 *	time 1795433940
 *	sender anna@client.example
 *	submitter ben@example.com
 *	client 192.0.2.7
 *	recipient acme@lists.example.com
 *	recipient acme@internal.lists.example.com
 *	bytes 00000000000000008192
 *
 *	Received: from ...
 *
 * Each line is a key, one space and the value to the end of the line; the
 * lines stand in this order; submitter and client may be absent; the sender
 * may be empty; recipient stands once or more.  In the place of recipients a
 * digest of ours has the line
 *
 *	digest acme.client 1795347540 1795433940
 *
 * which no value of an envelope that an MTA hands over can forge, for none
 * has a line end.  `bytes` counts the message
 * and has a fixed width, so that the writer, who learns the size last, fills
 * it in.  A reader that finds anything else has no entry of ours.
 */
#ifndef LIB_SPOOL_ENTRY_H
#define LIB_SPOOL_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/spool/envelope.h"

/* The digits of `bytes`. */
#define ENTRY_SIZE_DIGITS 20

/* A head has room for SPOOL_MAX_RECIPIENTS addresses of full length. */
#define ENTRY_MAX_HEAD_BYTES ((size_t)17 << 20)

/* No message is larger, whatever a site allows: a reader holds it whole. */
#define ENTRY_MAX_MESSAGE_BYTES ((uint64_t)1 << 30)

/* Append the head, its empty line included, with a size of zero whose first
 * digit is at *ret_size_offset.  RC_PERM (5.5.2) when the envelope has a
 * control character, a too long value, no recipient or too many, or is a
 * digest with recipients. */
enum rc entry_write_head(const struct envelope *envelope, struct buf *head,
    size_t *ret_size_offset, struct err *err);

/* The digits for a size; no NUL behind them. */
void entry_format_size(uint64_t n_bytes, char ret[ENTRY_SIZE_DIGITS]);

/* Parse the bytes of an entry; they may come from anywhere.  The message is
 * all from *ret_offset on, without the mbox line that an MTA may have put
 * before it (Postfix pipe(8) flags=F): that line is no part of a message
 * (RFC 4155), and as it holds the hour of delivery, the second copy of a
 * message would look like a different one.  RC_PERM when this is no entry. */
enum rc entry_parse(const char *bytes, size_t n_bytes, struct envelope *ret,
    size_t *ret_offset, struct err *err);

#endif
