/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle member`: who stands where on a list.  Adding, which reads many,
 * is in admin-member-add.c.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/store/member.h"
#include "trestle/admin-member.h"

enum rc
admin_get_person(const struct admin *admin, const char *address,
    struct person *ret, struct err *err)
{
	auto_free char *normal = address_normal(address);
	enum rc rc;

	if (normal == NULL)
		return err_set(err, RC_PERM, "5.1.3",
		    "'%s' is no address; write it as name@example.com",
		    address);
	rc = person_by_address(admin->store, normal, ret, err);
	if (rc != RC_NOENT)
		return rc;
	return err_set(err, RC_PERM, "5.1.1",
	    "%s is nobody's address here; 'trestle member add' adds a person",
	    normal);
}

int
admin_change(const struct options *options,
    enum rc (*change)(const struct admin *admin, const struct options *options,
	struct err *err))
{
	auto_admin struct admin admin = ADMIN_INIT;
	struct err err = ERR_INIT;
	enum rc rc = admin_open(options, STORE_WRITE, &admin, &err);

	if (rc == RC_OK)
		rc = store_begin(admin.store, &err);
	if (rc != RC_OK)
		return admin_fail(rc, &err);
	rc = change(&admin, options, &err);
	if (rc == RC_OK)
		rc = store_commit(admin.store, &err);
	else
		store_rollback(admin.store);
	return rc == RC_OK ? 0 : admin_fail(rc, &err);
}

void
check_delivery(const struct command_spec *spec, const struct options *options)
{
	if (options_has(options, "mail") + options_has(options, "digest") +
		options_has(options, "no-mail") >
	    1)
		options_misuse(
		    spec, "--mail, --digest and --no-mail exclude each other");
}

enum delivery
delivery_of(const struct options *options, enum delivery otherwise)
{
	if (options_has(options, "mail"))
		return DELIVERY_ALL;
	if (options_has(options, "digest"))
		return DELIVERY_DIGEST;
	return options_has(options, "no-mail") ? DELIVERY_NONE : otherwise;
}

static enum rc
get_member(const struct admin *admin, const struct list *list,
    const char *address, struct member *ret, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	enum rc rc = admin_get_person(admin, address, &person, err);

	if (rc != RC_OK)
		return rc;
	rc = member_get(admin->store, list->id, person.id, ret, err);
	if (rc != RC_NOENT)
		return rc;
	return err_set(err, RC_PERM, "5.1.1",
	    "%s is no member of %s; 'trestle member list %s' shows them",
	    person.address, list->name, list->name);
}

static const struct option_spec site_only[] = {
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec list_spec = {
	.name = "trestle member list",
	.operands = "LIST",
	.meaning = "Show the members of a list.",
	.options = site_only,
	.usage_exit = EX_USAGE,
};

static const char *
delivery_note(enum delivery delivery)
{
	static const char *const notes[] = {
		[DELIVERY_ALL] = "",
		[DELIVERY_NONE] = "  (no mail)",
		[DELIVERY_DIGEST] = "  (digest)",
	};

	return notes[delivery];
}

static void
print_member(const struct member *member)
{
	auto_free char *roles = roles_format(member->roles);

	printf("%-8s %-32s %s%s%s%s%s\n", side_name(member->side),
	    member->person.address, member->person.name,
	    roles[0] == '\0' ? "" : "  [", roles, roles[0] == '\0' ? "" : "]",
	    delivery_note(member->delivery));
}

static enum rc
print_members(const struct admin *admin, const char *name, struct err *err)
{
	auto_members struct members members = { .n = 0 };
	auto_list struct list list = { .id = 0 };
	enum rc rc = admin_get_list(admin, name, &list, err);

	if (rc != RC_OK)
		return rc;
	rc = member_all(admin->store, list.id, &members, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < members.n; i++)
		print_member(&members.v[i]);
	if (members.n == 0)
		printf("%s has no members yet; 'trestle member add %s "
		       "ADDRESS... --side SIDE' adds some\n",
		    list.name, list.name);
	return RC_OK;
}

static int
run_list(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&list_spec, argc, argv);
	auto_admin struct admin admin = ADMIN_INIT;
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) != 1)
		options_misuse(&list_spec, "name the one list");
	rc = admin_open(options, STORE_READ, &admin, &err);
	if (rc == RC_OK)
		rc = print_members(&admin, options_operand(options, 0), &err);
	return rc == RC_OK ? 0 : admin_fail(rc, &err);
}

static const struct command_spec remove_spec = {
	.name = "trestle member remove",
	.operands = "LIST ADDRESS",
	.meaning = "End a membership; what still waits for them is struck.",
	.options = site_only,
	.usage_exit = EX_USAGE,
};

/* The body of remove and set, inside one transaction. */
static enum rc
remove_member(
    const struct admin *admin, const struct options *options, struct err *err)
{
	auto_member struct member member = { .list_id = 0 };
	auto_list struct list list = { .id = 0 };
	enum rc rc =
	    admin_get_list(admin, options_operand(options, 0), &list, err);

	if (rc != RC_OK)
		return rc;
	rc =
	    get_member(admin, &list, options_operand(options, 1), &member, err);
	if (rc != RC_OK)
		return rc;
	rc = member_end(
	    admin->store, list.id, member.person.id, clock_now_s(), err);
	if (rc == RC_OK)
		printf("%s has left %s\n", member.person.address, list.name);
	return rc;
}

static int
run_remove(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&remove_spec, argc, argv);

	if (options_n_operands(options) != 2)
		options_misuse(&remove_spec, "name a list and a member");
	return admin_change(options, remove_member);
}

static const struct option_spec set_options[] = {
	{ "role", "ROLES",
	    "owner, moderator, curator, with commas; none for no role" },
	{ "mail", NULL, "send the posts" },
	{ "digest", NULL, "send digests, no posts" },
	{ "no-mail", NULL, "send nothing" },
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec set_spec = {
	.name = "trestle member set",
	.operands = "LIST ADDRESS",
	.meaning = "Change the roles of a member, or what mail is sent.",
	.options = set_options,
	.usage_exit = EX_USAGE,
};

static enum rc
set_member(
    const struct admin *admin, const struct options *options, struct err *err)
{
	auto_member struct member member = { .list_id = 0 };
	auto_list struct list list = { .id = 0 };
	const char *roles = options_get(options, "role");
	enum rc rc =
	    admin_get_list(admin, options_operand(options, 0), &list, err);

	if (rc != RC_OK)
		return rc;
	rc =
	    get_member(admin, &list, options_operand(options, 1), &member, err);
	if (rc != RC_OK)
		return rc;
	if (roles != NULL) {
		rc = roles_parse(roles, &member.roles, err);
		if (rc != RC_OK)
			return rc;
	}
	member.delivery = delivery_of(options, member.delivery);
	rc = member_set(admin->store, list.id, member.person.id, member.roles,
	    member.delivery, err);
	if (rc == RC_OK)
		print_member(&member);
	return rc;
}

static int
run_set(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&set_spec, argc, argv);

	if (options_n_operands(options) != 2)
		options_misuse(&set_spec, "name a list and a member");
	check_delivery(&set_spec, options);
	if (!options_has(options, "role") && !options_has(options, "mail") &&
	    !options_has(options, "digest") && !options_has(options, "no-mail"))
		options_misuse(&set_spec, "say what is to be changed");
	return admin_change(options, set_member);
}

static const struct command_spec address_spec = {
	.name = "trestle member address",
	.operands = "ADDRESS NEW-ADDRESS",
	.meaning = "Give a person one more address, which you have verified.",
	.options = site_only,
	.usage_exit = EX_USAGE,
};

static enum rc
add_address(
    const struct admin *admin, const struct options *options, struct err *err)
{
	auto_person struct person person = { .id = 0 };
	auto_free char *normal = address_normal(options_operand(options, 1));
	enum rc rc;

	rc = admin_get_person(admin, options_operand(options, 0), &person, err);
	if (rc != RC_OK)
		return rc;
	if (normal == NULL)
		return err_set(err, RC_PERM, "5.1.3",
		    "'%s' is no address; write it as name@example.com",
		    options_operand(options, 1));
	rc = person_add_address(admin->store, person.id, normal, err);
	if (rc == RC_OK)
		printf("%s is an address of %s <%s> now\n", normal, person.name,
		    person.address);
	return rc;
}

static int
run_address(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&address_spec, argc, argv);

	if (options_n_operands(options) != 2)
		options_misuse(&address_spec,
		    "name an address of the person and the new one");
	return admin_change(options, add_address);
}

static const struct command_spec member_spec = {
	.name = "trestle member",
	.operands = "add|remove|set|list|address OPERAND...",
	.meaning = "Add, remove, change or show the members of a list; give "
		   "a person one more address (each has a --help).",
	.options = site_only,
	.usage_exit = EX_USAGE,
};

static const struct admin_verb verbs[] = {
	{ "add", admin_member_add },
	{ "remove", run_remove },
	{ "set", run_set },
	{ "list", run_list },
	{ "address", run_address },
	{ NULL, NULL },
};

int
admin_member(int argc, char **argv)
{
	const struct admin_verb *verb;

	if (argc < 2 || argv[1][0] == '-') {
		options_free(options_parse(&member_spec, argc, argv));
		options_misuse(&member_spec, "say what is to be done");
	}
	verb = admin_find_verb(verbs, member_spec.name, argv[1]);
	return verb == NULL ? EX_USAGE : verb->run(argc - 1, argv + 1);
}
