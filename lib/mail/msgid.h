/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Message identifiers out of raw field values (RFC 5322 3.6.4).  Our own,
 * because GMime's loses ids at commas and cuts them at folds
 * (research/libraries.md 1), and two ids cut alike would join two threads.
 */
#ifndef LIB_MAIL_MSGID_H
#define LIB_MAIL_MSGID_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/strv.h"

enum { MSGID_BYTES = 900, MSGID_COUNT = 500 };

/* Append each <id> found in the value, without brackets and with white space
 * inside dropped, in order, each once (the last place counts).  One that is
 * not safe (below) is passed over.  Of more than MSGID_COUNT the first one
 * and the last ones are kept. */
void msgid_scan(const char *value, size_t n_value, struct strv *ret);

/* May this id stand in a header we write?  1 to MSGID_BYTES bytes of
 * printable ASCII without brackets. */
bool msgid_is_safe(const char *msgid);

#endif
