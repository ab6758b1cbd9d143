/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which header fields of the author may pass into a copy as they are.
 */
#ifndef LIST_MANAGER_MEMBRANE_FIELDS_H
#define LIST_MANAGER_MEMBRANE_FIELDS_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/mail/header.h"

/* On a mixed list: only what stands on the list of allowed fields, and each
 * of them once (RFC 5322 3.6): two readers that pick different ones of two
 * would read different messages.  *seen starts at 0 for each header block. */
bool field_passes_mixed(const struct field *field, unsigned *seen);

/* On an internal list: all but what would lead a reply elsewhere, ask for
 * receipts, or is for the server to say. */
bool field_passes_internal(const struct field *field);

/* Write a field as its author wrote it, with LF line ends.  A bare CR
 * becomes a space and a fold without text is dropped: to a lenient reader
 * either could begin a field of an attacker's. */
void field_copy(struct buf *buf, const struct field *field);

#endif
