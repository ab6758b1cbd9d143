/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts-parse.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"

static void
add_mailbox(struct parse *parse, struct mailboxes *mailboxes, const char *name,
    const char *address)
{
	if (mailboxes->n >= FACTS_MAILBOXES) {
		parse->facts->is_cut = true;
		return;
	}
	mailboxes_take(
	    mailboxes, parse_line(parse, name), parse_line(parse, address));
}

/* Put the addresses of a list on the stack, the first one on top. */
static void
push_all(GPtrArray *stack, InternetAddressList *list)
{
	for (int i = internet_address_list_length(list); i-- > 0;)
		g_ptr_array_add(
		    stack, internet_address_list_get_address(list, i));
}

/* Groups nest as deep as the sender likes: a stack, no recursion. */
static bool
add_list(
    struct parse *parse, struct mailboxes *mailboxes, InternetAddressList *list)
{
	GPtrArray *stack = g_ptr_array_new();
	bool has_group = false;

	push_all(stack, list);
	while (stack->len > 0) {
		InternetAddress *address =
		    g_ptr_array_remove_index(stack, stack->len - 1);

		if (INTERNET_ADDRESS_IS_GROUP(address)) {
			has_group = true;
			push_all(stack,
			    internet_address_group_get_members(
				INTERNET_ADDRESS_GROUP(address)));
		} else {
			add_mailbox(parse, mailboxes,
			    internet_address_get_name(address),
			    internet_address_mailbox_get_addr(
				INTERNET_ADDRESS_MAILBOX(address)));
		}
	}
	g_ptr_array_free(stack, TRUE);
	return has_group;
}

/* Outlook's users write "a@b; c@d", of which GMime reads the first alone.
 * Without a colon there is no group that a semicolon could end. */
static void
semicolons_to_commas(char *value)
{
	bool is_quoted = false;

	if (strchr(value, ':') != NULL)
		return;
	for (char *p = value; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '"')
			is_quoted = !is_quoted;
		else if (*p == ';' && !is_quoted)
			*p = ',';
	}
}

/* GMime finds nothing in "a..b@c" (which Japanese carriers gave to millions)
 * nor behind an obsolete route, "<@relay:a@b>".  What stands in the last
 * brackets, or alone, and may be written as an address, is one. */
static void
add_odd_mailbox(struct parse *parse, struct mailboxes *mailboxes, char *value)
{
	char *open = strrchr(value, '<');
	char *close = open == NULL ? NULL : strchr(open, '>');
	char *address = value;
	const char *name = "";
	char *route_end;

	if (close != NULL) {
		*open = '\0';
		*close = '\0';
		name = value;
		address = open + 1;
	}
	route_end = address[0] == '@' ? strrchr(address, ':') : NULL;
	if (route_end != NULL)
		address = route_end + 1;
	address = ascii_trim(address);
	if (address_is_safe(address)) {
		g_autofree char *decoded =
		    g_mime_utils_header_decode_phrase(parse->options, name);

		add_mailbox(parse, mailboxes, decoded, address);
	}
}

bool
parse_mailboxes(
    struct parse *parse, struct mailboxes *mailboxes, const char *value)
{
	auto_free char *own = mem_dup(value);
	auto_object InternetAddressList *list = NULL;
	bool has_group = false;

	semicolons_to_commas(own);
	list = internet_address_list_parse(parse->options, own);
	if (list != NULL && internet_address_list_length(list) > 0)
		has_group = add_list(parse, mailboxes, list);
	else
		add_odd_mailbox(parse, mailboxes, own);
	return has_group;
}
