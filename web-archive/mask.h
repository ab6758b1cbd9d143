/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses out of a text: what stands behind the "@" becomes three dots, so
 * that people still see who was meant and harvesters have nothing.
 */
#ifndef WEB_ARCHIVE_MASK_H
#define WEB_ARCHIVE_MASK_H

#include <stddef.h>

/* A copy from the heap. */
char *mask_addresses(const char *text, size_t n_text);

#endif
