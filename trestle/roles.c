/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words for sides and roles.
 */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/strv.h"
#include "trestle/admin-member.h"

static const struct role {
	const char *name;
	unsigned bit;
} roles[] = {
	{ "owner", ROLE_OWNER },
	{ "moderator", ROLE_MODERATOR },
	{ "curator", ROLE_CURATOR },
	{ "none", 0 },
};

enum { N_ROLES = sizeof(roles) / sizeof(roles[0]) };

const char *
side_name(enum side side)
{
	return side == SIDE_INTERNAL ? "internal" : "client";
}

static const struct role *
role_by_name(const char *name)
{
	for (size_t i = 0; i < N_ROLES; i++)
		if (strcmp(roles[i].name, name) == 0)
			return &roles[i];
	return NULL;
}

enum rc
roles_parse(const char *text, unsigned *ret, struct err *err)
{
	auto_strv struct strv words = STRV_INIT;
	unsigned bits = 0;

	strv_split(&words, text, ", ");
	for (size_t i = 0; i < words.n; i++) {
		const struct role *role = role_by_name(words.v[i]);

		if (role == NULL)
			return err_set(err, RC_PERM, "5.5.4",
			    "'%s' is no role; they are owner, moderator, "
			    "curator, none",
			    words.v[i]);
		bits |= role->bit;
	}
	*ret = bits;
	return RC_OK;
}

char *
roles_format(unsigned bits)
{
	struct buf text = BUF_INIT(200);

	for (size_t i = 0; i < N_ROLES; i++)
		if ((bits & roles[i].bit) != 0)
			buf_format(&text, "%s%s", text.len > 0 ? "," : "",
			    roles[i].name);
	return buf_take(&text);
}
