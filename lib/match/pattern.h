/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regular expressions with a limit on the work one match may do (PCRE2,
 * JIT).  A limit hit is never "no match": the caller holds the message.
 */
#ifndef LIB_MATCH_PATTERN_H
#define LIB_MATCH_PATTERN_H

#include <stddef.h>

#include "lib/base/err.h"

struct pattern;

enum match { MATCH_NO, MATCH_YES, MATCH_LIMIT };

/* Compile; UTF-8, case does not count.  Invalid UTF-8 in a subject never
 * matches a character and harms nothing.  RC_PERM with the position and the
 * reason when the expression is wrong, longer than 1000 bytes, or has more
 * than 50 capturing groups.  \C is refused.  A pattern belongs to one thread. */
enum rc
pattern_new(const char *expression, struct pattern **ret, struct err *err);
void pattern_free(struct pattern *pattern);
void pattern_cleanup(struct pattern **pattern);
#define auto_pattern __attribute__((cleanup(pattern_cleanup)))

/* Search text.  On MATCH_YES *ret_start and *ret_end (both may be NULL) are
 * the byte offsets of what matched.  Only the first 256 kB are looked at;
 * a longer text without a match in them is MATCH_LIMIT. */
enum match pattern_search(const struct pattern *pattern, const char *text,
    size_t n_bytes, size_t *ret_start, size_t *ret_end);

#endif
