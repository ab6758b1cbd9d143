/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key by which a reply without ids finds its conversation (DESIGN.md
 * 5.5): the subject without reply prefixes and list tags.
 */
#ifndef ARCHIVER_SUBJECT_H
#define ARCHIVER_SUBJECT_H

#include <stdbool.h>

#include "lib/base/err.h"

struct subjects; /* the compiled prefixes */

enum rc subjects_new(struct subjects **ret, struct err *err);
void subjects_free(struct subjects *subjects);
void subjects_cleanup(struct subjects **subjects);
#define auto_subjects __attribute__((cleanup(subjects_cleanup)))

/* The key, from the heap: "" when fewer than two words are left, which is
 * too common a subject to join conversations by.  *ret_is_reply says whether
 * a reply prefix stood there, in any of the languages of our users' mail
 * clients; a forward is none. */
char *subject_key(
    const struct subjects *subjects, const char *subject, bool *ret_is_reply);

#endif
