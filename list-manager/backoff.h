/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a chunk waits for its next attempt.
 */
#ifndef LIST_MANAGER_BACKOFF_H
#define LIST_MANAGER_BACKOFF_H

#include <stdint.h>

/* Seconds after the attempt (1 for the first) failed: 5 minutes, doubled each
 * time, at most 4 hours. */
int64_t backoff_s(unsigned attempt);

#endif
