/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The projection of a post for those who read it: the header block of their
 * copies (DESIGN.md 5.2, 5.5, 5.6).  The body is never touched.
 *
 * On a mixed list a copy holds what stands on a list of allowed fields and
 * what the server writes; nothing else passes.  On an internal list signed
 * fields are left alone, and only what would lead a reply outside, or what
 * is the server's to say, is replaced.
 */
#ifndef LIST_MANAGER_MEMBRANE_COPY_H
#define LIST_MANAGER_MEMBRANE_COPY_H

#include "lib/base/buf.h"
#include "lib/base/site.h"
#include "lib/mail/facts.h"
#include "list-manager/identify.h"
#include "archiver/thread.h"

struct copy {
	const struct site *site;
	struct readership readers; /* whose copy: list and side */
	enum side post_side; /* SIDE_CLIENT: a shared post */
	bool is_visitor;
	const struct author *author;
	const struct facts *facts;
	const char *raw;
	size_t n_header; /* bytes of its header block */
	const char *shown_id; /* Message-ID of the copies */
	int64_t post_id; /* for its ancestors */
	int64_t accepted_s; /* for a message without Date */
};

enum { COPY_HEADER_BYTES = 512 * 1024 };

/* Write the block, with the empty line at its end.  RC_PERM when it does not
 * fit COPY_HEADER_BYTES. */
enum rc copy_header(struct store *store, const struct copy *copy,
    struct buf *ret, struct err *err);

#endif
