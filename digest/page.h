/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A digest as HTML for mail clients: one column, styles inline, nothing from
 * elsewhere, colours of the reader's own theme, light or dark.
 */
#ifndef DIGEST_PAGE_H
#define DIGEST_PAGE_H

#include "digest/digest.h"

/* From the heap; NULL when it would be larger than PAGE_BYTES. */
char *page_write(const struct digest *digest);

enum { PAGE_BYTES = 512 * 1024 };

#endif
