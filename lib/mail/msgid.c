/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/msgid.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

bool
msgid_is_safe(const char *msgid)
{
	size_t n = strlen(msgid);

	if (n == 0 || n > MSGID_BYTES)
		return false;
	for (size_t i = 0; i < n; i++)
		if (msgid[i] <= ' ' || msgid[i] >= 127 || msgid[i] == '<' ||
		    msgid[i] == '>')
			return false;
	return true;
}

/* The bytes between the brackets without white space. */
static void
add_found(struct strv *found, const char *bytes, size_t n_bytes)
{
	auto_free char *msgid = mem_alloc(n_bytes + 1);
	size_t n = 0;

	for (size_t i = 0; i < n_bytes; i++) {
		/* A NUL would hide the rest of the id from strlen. */
		if (bytes[i] == '\0')
			return;
		if (!ascii_is_space(bytes[i]))
			msgid[n++] = bytes[i];
	}
	msgid[n] = '\0';
	if (msgid_is_safe(msgid))
		strv_take(found, take(msgid));
}

/* Each id between a '<' and the next '>'.  A '<' before that begins anew:
 * what stood before it was prose. */
static void
find_ids(struct strv *found, const char *value, size_t n_value)
{
	const char *open = NULL;

	for (const char *p = value; p < value + n_value; p++) {
		if (*p == '<') {
			open = p + 1;
		} else if (*p == '>' && open != NULL) {
			add_found(found, open, (size_t)(p - open));
			open = NULL;
		}
	}
}

static void
reverse(struct strv *list)
{
	for (size_t i = 0; i < list->n / 2; i++) {
		char *other = list->v[i];

		list->v[i] = list->v[list->n - 1 - i];
		list->v[list->n - 1 - i] = other;
	}
}

/* The first id is the root of the conversation and the last ones are near:
 * where there are too many, those in the middle tell least. */
void
msgid_scan(const char *value, size_t n_value, struct strv *ret)
{
	auto_strv struct strv found = *ret;
	const char *first;

	*ret = (struct strv)STRV_INIT;
	find_ids(&found, value, n_value);
	if (found.n == 0)
		return;

	for (size_t i = found.n; i-- > 0 && ret->n < MSGID_COUNT - 1;)
		if (!strv_has(ret, found.v[i]))
			strv_add(ret, found.v[i]);
	first = found.v[0];
	if (!strv_has(ret, first))
		strv_add(ret, first);
	reverse(ret);
}
