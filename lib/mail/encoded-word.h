/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Encoded words (RFC 2047): UTF-8 text in a header field.
 */
#ifndef LIB_MAIL_ENCODED_WORD_H
#define LIB_MAIL_ENCODED_WORD_H

#include <stdbool.h>

#include "lib/base/strv.h"

/* Must a value be encoded to arrive as it is?  So where it has anything but
 * printable ASCII, looks encoded already, or has a word too long to fold. */
bool encoded_word_is_needed(const char *value);

/* Append the words that make up a line of UTF-8, each at most 75 bytes and
 * each with whole characters.  They are fit for a phrase too (section 5). */
void encoded_words(struct strv *words, const char *value);

#endif
