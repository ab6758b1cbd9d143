/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of the notices about held messages.  Plain text, lines of at most
 * 72 columns, what to answer near the top of what is to be read.
 */
#ifndef LIST_MANAGER_HOLDTEXT_H
#define LIST_MANAGER_HOLDTEXT_H

#include "list-manager/posting.h"

/* To moderators: who wrote what, why it waits, the three words.  From the
 * heap, as all of these. */
char *holdtext_moderate(const struct site *site, const struct posting *posting,
    unsigned reasons, int64_t deadline_s);
char *holdtext_moderate_subject(const struct posting *posting);

/* To the author: what he is asked, yes or no. */
char *holdtext_confirm(const struct site *site, const struct posting *posting,
    unsigned reasons, int64_t deadline_s);
char *holdtext_confirm_subject(const struct posting *posting, unsigned reasons);

#endif
