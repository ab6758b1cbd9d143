/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A digest as a mail without addresses: those are for the list manager to
 * write, which knows who reads it.
 */
#ifndef DIGEST_MAIL_H
#define DIGEST_MAIL_H

#include "digest/digest.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"

enum { MAIL_BYTES = 4 * 1024 * 1024 };

/* Write Subject and the MIME fields, and two alternatives that say the same.
 * RC_PERM when they are too large. */
enum rc
mail_write(const struct digest *digest, struct buf *buf, struct err *err);

#endif
