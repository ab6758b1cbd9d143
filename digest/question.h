/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does a client's post wait for an answer?  Nobody marks his mail as a
 * question, so each post does that no insider has answered where the client
 * reads it; but not one that only says thanks.
 */
#ifndef DIGEST_QUESTION_H
#define DIGEST_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

/* Do the own words of this text thank, and nothing else?  Where in doubt no: a
 * question shown too much costs a line, one that is missed a client. */
bool only_thanks(const char *text, size_t n_text);

#endif
