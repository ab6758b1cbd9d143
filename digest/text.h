/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A digest as plain text: at most TEXT_LINES lines of WRAP_COLUMNS columns,
 * for a terminal and to be read aloud, so without lines drawn.
 */
#ifndef DIGEST_TEXT_H
#define DIGEST_TEXT_H

#include "digest/digest.h"
#include "lib/base/buf.h"

enum {
	TEXT_LINES = 80,
	TEXT_WAITING_LINES = 40, /* of the questions, where more is new */
	TEXT_BYTES = 64 * 1024,
};

/* Decide how many items of each section are shown, so that all fits. */
void text_fit(struct digest *digest);

/* Write what is shown. */
void text_write(const struct digest *digest, struct buf *buf);

#endif
