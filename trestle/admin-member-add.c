/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle member add`: from the command line or, many at once, from lines
 * `Name <address>` or `address` on standard input.  All are added or none.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "trestle/admin-member.h"

static const struct option_spec add_options[] = {
	{ "side", "SIDE", "internal or client (needed)" },
	{ "name", "NAME", "of the person, where one is added" },
	{ "role", "ROLES", "owner, moderator, curator, with commas" },
	{ "mail", NULL, "send the posts (the default)" },
	{ "digest", NULL, "send digests, no posts" },
	{ "no-mail", NULL, "send nothing" },
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec add_spec = {
	.name = "trestle member add",
	.operands = "LIST ADDRESS... | LIST -",
	.meaning = "Add members to a list, with - from lines `Name <address>` "
		   "on standard input; all or none.",
	.options = add_options,
	.usage_exit = EX_USAGE,
};

/* How and where people are added. */
struct joining {
	const struct admin *admin;
	const struct list *list;
	enum side side;
	unsigned roles;
	enum delivery delivery;
	int64_t now_s;
	size_t n_added;
};

/* The person behind an address, made when there is none. */
static enum rc
find_or_add_person(const struct joining *joining, const char *name,
    const char *address, int64_t *ret_id, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	struct store *store = joining->admin->store;
	auto_free char *plain = ascii_printable(name, 200);
	enum rc rc = person_by_address(store, address, &person, err);

	if (rc == RC_NOENT)
		return person_add(store, ascii_trim(plain), address,
		    joining->now_s, ret_id, err);
	if (rc == RC_OK)
		*ret_id = person.id;
	return rc;
}

static enum rc
join(struct joining *joining, const char *name, const char *address,
    struct err *err)
{
	auto_free char *normal = address_normal(address);
	int64_t person_id = 0;
	enum rc rc;

	if (normal == NULL)
		return err_set(err, RC_PERM, "5.1.3",
		    "'%s' is no address; write it as name@example.com",
		    address);
	rc = find_or_add_person(joining, name, normal, &person_id, err);
	if (rc != RC_OK)
		return rc;
	rc = member_add(joining->admin->store, joining->list->id, person_id,
	    joining->side, joining->roles, joining->delivery, joining->now_s,
	    err);
	if (rc != RC_OK)
		return rc;
	joining->n_added++;
	return RC_OK;
}

/* One line, which is changed: `Name <address>`, `address`, a comment. */
static enum rc
join_line(struct joining *joining, char *line, struct err *err)
{
	char *text = ascii_trim(line);
	size_t n_text = strlen(text);
	char *open = strrchr(text, '<');
	char *name;

	if (n_text == 0 || text[0] == '#')
		return RC_OK;
	if (open == NULL)
		return join(joining, "", text, err);
	if (text[n_text - 1] != '>')
		return err_set(
		    err, RC_PERM, "5.1.3", "'%s' is no `Name <address>`", text);
	text[n_text - 1] = '\0';
	*open = '\0';
	name = ascii_trim(text);
	if (name[0] == '"' && name[1] != '\0' &&
	    name[strlen(name) - 1] == '"') {
		name[strlen(name) - 1] = '\0';
		name++;
	}
	return join(joining, name, open + 1, err);
}

static enum rc
join_stdin(struct joining *joining, struct err *err)
{
	auto_free char *line = NULL;
	size_t cap = 0;
	unsigned long number = 0;

	while (getline(&line, &cap, stdin) >= 0) {
		enum rc rc = join_line(joining, line, err);

		number++;
		if (rc != RC_OK)
			return err_prefix(err, rc,
			    "standard input:%lu (nobody was added)", number);
	}
	if (ferror(stdin))
		return err_errno(err, "standard input");
	return RC_OK;
}

static enum rc
join_operands(
    struct joining *joining, const struct options *options, struct err *err)
{
	const char *name = options_get(options, "name");
	size_t n = options_n_operands(options);

	for (size_t i = 1; i < n; i++) {
		enum rc rc = join(joining, name == NULL ? "" : name,
		    options_operand(options, i), err);

		if (rc != RC_OK)
			return n == 2 ? rc
				      : err_prefix(err, rc, "nobody was added");
	}
	return RC_OK;
}

static enum side
side_from_options(const struct options *options)
{
	const char *side = options_get(options, "side");

	if (side != NULL && strcmp(side, "internal") == 0)
		return SIDE_INTERNAL;
	if (side != NULL && strcmp(side, "client") == 0)
		return SIDE_CLIENT;
	options_misuse(&add_spec,
	    "say where they stand: --side internal or --side client");
}

static bool
is_from_stdin(const struct options *options)
{
	return options_n_operands(options) == 2 &&
	    strcmp(options_operand(options, 1), "-") == 0;
}

static enum rc
add_members(
    const struct admin *admin, const struct options *options, struct err *err)
{
	auto_list struct list list = { .id = 0 };
	const char *roles = options_get(options, "role");
	struct joining joining = {
		.admin = admin,
		.list = &list,
		.side = side_from_options(options),
		.delivery = delivery_of(options, DELIVERY_ALL),
		.now_s = clock_now_s(),
	};
	enum rc rc;

	rc = admin_get_list(admin, options_operand(options, 0), &list, err);
	if (rc == RC_OK && roles != NULL)
		rc = roles_parse(roles, &joining.roles, err);
	if (rc != RC_OK)
		return rc;
	rc = is_from_stdin(options) ? join_stdin(&joining, err)
				    : join_operands(&joining, options, err);
	if (rc == RC_OK)
		printf("%zu added to the %s side of %s\n", joining.n_added,
		    side_name(joining.side), list.name);
	return rc;
}

int
admin_member_add(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&add_spec, argc, argv);

	if (options_n_operands(options) < 2)
		options_misuse(&add_spec, "name a list and who is to be added");
	if (options_has(options, "name") &&
	    (options_n_operands(options) > 2 || is_from_stdin(options)))
		options_misuse(&add_spec, "--name is for one person");
	side_from_options(options);
	check_delivery(&add_spec, options);
	return admin_change(options, add_members);
}
