/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mail the server writes: to a person it knows (a notice, answerable when
 * it has a token), or back to the sender of a mail (an automatic answer,
 * RFC 3834).  Written into the outbox in the caller's transaction.
 */
#ifndef LIST_MANAGER_NOTICE_H
#define LIST_MANAGER_NOTICE_H

#include "lib/store/list.h"
#include "list-manager/manager.h"

struct notice {
	const struct list *list; /* whose notice it is, NULL: the site's */
	const char *to_name; /* "" when unknown */
	const char *to_address;
	const char *subject;
	const char *text;
	bool is_internal; /* for insiders only: without a token an answer goes
	                     to the inside of the list */
	const char *token; /* answers go to c-TOKEN@; NULL: they go to
	                            the owners */
	const char *about; /* Message-ID it is about, NULL for none */
	bool is_answer; /* an automatic answer: null sender */
};

/* Queue it. */
enum rc notice_queue(struct manager *manager, const struct notice *notice,
    int64_t now_s, struct err *err);

/* Answer the envelope sender of a mail, unless he is the null sender, his
 * address cannot be written, or he had an answer a short while ago.  *ret
 * says whether it is done. */
enum rc notice_answer(struct manager *manager, const struct list *list,
    const char *sender, const char *subject, const char *text,
    const char *about, int64_t now_s, bool *ret, struct err *err);

#endif
