/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/naming.h"

#include "lib/base/mem.h"
#include "lib/mail/header.h"
#include "list-manager/listaddress.h"

static bool
any_internal(const struct site *site, const struct mailboxes *mailboxes)
{
	for (size_t i = 0; i < mailboxes->n; i++)
		if (address_is_internal(site, mailboxes->v[i].address))
			return true;
	return false;
}

/* Fields that the facts do not read: their words are looked at. */
static bool
is_other_address_field(const struct field *field)
{
	return field_is(field, "Bcc") || field_is(field, "Reply-To") ||
	    field_is(field, "Resent-To") || field_is(field, "Resent-Cc") ||
	    field_is(field, "Resent-Bcc");
}

static bool
has_internal_word(const struct site *site, const struct field *field)
{
	auto_free char *text = field_text(field);
	auto_strv struct strv words = STRV_INIT;

	strv_split(&words, text, " \t,;:<>()\"");
	for (size_t i = 0; i < words.n; i++)
		if (address_is_internal(site, words.v[i]))
			return true;
	return false;
}

bool
naming_is_internal(const struct site *site, const struct letter *letter)
{
	struct field field;
	size_t pos = 0;

	if (letter->facts != NULL &&
	    (any_internal(site, &letter->facts->to) ||
		any_internal(site, &letter->facts->cc)))
		return true;
	while (header_next(letter->raw, letter->n_header, &pos, &field))
		if (is_other_address_field(&field) &&
		    has_internal_word(site, &field))
			return true;
	return false;
}
