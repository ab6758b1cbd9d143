/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft: an entry on its way into the spool, which nobody but its writer
 * may see.  A draft that goes out of scope before it was committed leaves
 * nothing behind.
 */
#ifndef LIB_SPOOL_DRAFT_H
#define LIB_SPOOL_DRAFT_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/spool/envelope.h"
#include "lib/spool/spool.h"

struct draft {
	int root_fd; /* borrowed */
	char *name;
	char *path; /* where its file is, NULL once there is none that
	                      is ours to remove */
	int fd;
	size_t size_offset; /* of the digits of the size in the file */
	uint64_t n_bytes; /* of message so far */
};

#define DRAFT_INIT       \
	{                \
		.fd = -1 \
	}
#define auto_draft __attribute__((cleanup(draft_discard)))

/* Begin an entry with the head that this envelope makes. */
enum rc draft_open(struct draft *draft, struct spool *spool,
    const struct envelope *envelope, struct err *err);

/* Add to the message.  RC_PERM (5.3.4) once it has more than max_bytes. */
enum rc draft_add(struct draft *draft, const void *bytes, size_t n_bytes,
    uint64_t max_bytes, struct err *err);

/* Make the entry whole, durable and visible, in this order (S1, S2). */
enum rc draft_commit(struct draft *draft, struct spool *spool, struct err *err);

/* Remove what was not committed. */
void draft_discard(struct draft *draft);

#endif
