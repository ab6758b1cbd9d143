/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/staff.h"

#include <string.h>

enum rc
staff_of(struct store *store, const struct list *list, unsigned roles,
    bool is_internal, struct members *ret, struct err *err)
{
	auto_members struct members all = { .n = 0 };
	enum rc rc = member_all(store, list->id, &all, err);
	size_t n = 0;

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < all.n; i++) {
		struct member *member = &all.v[i];
		bool is_one = (member->roles & roles) != 0 &&
		    (!is_internal || member->side == SIDE_INTERNAL);

		if (!is_one)
			member_release(member);
		else
			all.v[n++] = *member;
	}
	*ret = (struct members){ .v = all.v, .n = n };
	memset(&all, 0, sizeof(all));
	return RC_OK;
}
