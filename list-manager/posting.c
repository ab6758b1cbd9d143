/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/posting.h"

#include <string.h>

#include "archiver/filing.h"
#include "list-manager/fanout.h"

enum rc
posting_accept(struct manager *manager, const struct posting *posting,
    struct post *ret, struct err *err)
{
	struct filing filing = {
		.letter = posting->letter,
		.list = posting->list,
		.side = posting->side,
		.author_id = posting->author->person.id,
		.author_side =
		    posting->is_visitor ? SIDE_NONE : posting->author_side,
		.accepted_s = posting->now_s,
		.domain = manager->site->domain,
	};
	auto_post struct post post = { .id = 0 };
	enum rc rc =
	    filing_post(manager->store, manager->subjects, &filing, &post, err);

	if (rc == RC_OK)
		rc = fanout(manager, posting, &post, err);
	if (rc != RC_OK)
		return rc;
	*ret = post;
	memset(&post, 0, sizeof(post));
	return RC_OK;
}
