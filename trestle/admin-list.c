/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle list`: the lists of a site.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/store/list.h"
#include "lib/store/member.h"
#include "list-manager/addresses.h"
#include "list-manager/listaddress.h"
#include "trestle/admin.h"

enum { LONGEST_PURPOSE = 500 };

static const char *
kind_name(enum list_kind kind)
{
	return kind == LIST_MIXED ? "mixed" : "internal";
}

/* How many members stand on each side of a list. */
struct sides {
	size_t n_internal;
	size_t n_client;
};

static enum rc
count_sides(
    struct store *store, int64_t list_id, struct sides *ret, struct err *err)
{
	auto_members struct members members = { .n = 0 };
	struct sides sides = { .n_internal = 0 };
	enum rc rc = member_all(store, list_id, &members, err);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < members.n; i++)
		if (members.v[i].side == SIDE_INTERNAL)
			sides.n_internal++;
		else
			sides.n_client++;
	*ret = sides;
	return RC_OK;
}

static enum rc
print_lists(struct store *store, struct err *err)
{
	auto_lists struct lists lists = { .n = 0 };
	enum rc rc = list_all(store, &lists, err);

	if (rc != RC_OK)
		return rc;
	if (lists.n == 0) {
		printf("no list yet; 'trestle list add --help' tells how to "
		       "make one\n");
		return RC_OK;
	}
	printf("%-20s %-8s %8s %8s  %s\n", "LIST", "KIND", "INTERNAL", "CLIENT",
	    "PURPOSE");
	for (size_t i = 0; i < lists.n; i++) {
		const struct list *list = &lists.v[i];
		struct sides sides;

		rc = count_sides(store, list->id, &sides, err);
		if (rc != RC_OK)
			return rc;
		printf("%-20s %-8s %8zu %8zu  %s\n", list->name,
		    kind_name(list->kind), sides.n_internal, sides.n_client,
		    list->purpose);
	}
	return RC_OK;
}

static const struct option_spec table_options[] = {
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec table_spec = {
	.name = "trestle list",
	.operands = "[add NAME | show NAME]",
	.meaning = "Show all lists; 'list add' makes one, 'list show' tells "
		   "all about one (each has a --help).",
	.options = table_options,
	.usage_exit = EX_USAGE,
};

static int
run_table(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&table_spec, argc, argv);
	auto_admin struct admin admin = ADMIN_INIT;
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) > 0)
		options_misuse(&table_spec,
		    "what is to be done comes first: trestle list add NAME");
	rc = admin_open(options, STORE_READ, &admin, &err);
	if (rc == RC_OK)
		rc = print_lists(admin.store, &err);
	return rc == RC_OK ? 0 : admin_fail(rc, &err);
}

static const struct option_spec add_options[] = {
	{ "mixed", NULL, "a list with an internal and a client side" },
	{ "internal", NULL, "a list of insiders only" },
	{ "purpose", "SENTENCE", "what it is for, shown everywhere" },
	{ "open", NULL,
	    "its internal posts are for every insider to read (so for an "
	    "internal list)" },
	{ "closed", NULL, "only for its own members (so for a mixed list)" },
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec add_spec = {
	.name = "trestle list add",
	.operands = "NAME",
	.meaning = "Make a list.",
	.options = add_options,
	.usage_exit = EX_USAGE,
};

static const char *
purpose_from_options(const struct options *options)
{
	const char *purpose = options_get(options, "purpose");

	if (purpose == NULL || purpose[0] == '\0')
		options_misuse(&add_spec,
		    "a list needs a purpose: --purpose \"one sentence\"");
	if (strlen(purpose) > LONGEST_PURPOSE)
		options_misuse(&add_spec,
		    "the purpose is one sentence, at most %d bytes",
		    LONGEST_PURPOSE);
	for (const char *c = purpose; *c != '\0'; c++)
		if (ascii_is_control(*c))
			options_misuse(&add_spec,
			    "the purpose must be one line of plain text");
	return purpose;
}

/* The list and its addresses: the map follows the commit, so that the hook
 * never takes mail for a list that is not there. */
static enum rc
add_list(const struct admin *admin, const char *name, enum list_kind kind,
    const char *purpose, bool is_open, struct err *err)
{
	int64_t id;
	enum rc rc;

	if (!list_name_is_good(name, admin->site->internal_prefix, err))
		return RC_PERM;
	rc = store_begin(admin->store, err);
	if (rc != RC_OK)
		return rc;
	rc = list_add(admin->store, name, kind, purpose, is_open, clock_now_s(),
	    &id, err);
	if (rc != RC_OK) {
		store_rollback(admin->store);
		return rc;
	}
	rc = store_commit(admin->store, err);
	if (rc != RC_OK)
		return rc;
	rc = addresses_publish(admin->store, admin->site, err);
	return err_prefix(err, rc,
	    "the list is made, but nobody can write to it yet ('trestle "
	    "doctor --repair' tries again)");
}

static void
print_added(const struct site *site, const char *name, enum list_kind kind)
{
	auto_free char *internal = list_post_address(site, name, SIDE_INTERNAL);
	auto_free char *shared = list_post_address(site, name, SIDE_CLIENT);

	if (kind == LIST_MIXED)
		printf("%s  both sides read what is sent here\n", shared);
	printf("%s  only insiders read what is sent here\n", internal);
	printf("now its members: trestle member add %s ADDRESS... "
	       "--side %s\n",
	    name, kind == LIST_MIXED ? "internal|client" : "internal");
}

static int
run_add(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&add_spec, argc, argv);
	bool mixed = options_has(options, "mixed");
	enum list_kind kind = mixed ? LIST_MIXED : LIST_INTERNAL;
	bool is_open = options_has(options, "open") ||
	    (!mixed && !options_has(options, "closed"));
	auto_admin struct admin admin = ADMIN_INIT;
	auto_free char *name = NULL;
	struct err err = ERR_INIT;
	const char *purpose;
	enum rc rc;

	if (options_n_operands(options) != 1)
		options_misuse(&add_spec, "name the one list to make");
	if (mixed == options_has(options, "internal"))
		options_misuse(&add_spec, "say --mixed or --internal");
	if (options_has(options, "open") && options_has(options, "closed"))
		options_misuse(
		    &add_spec, "--open and --closed exclude each other");
	purpose = purpose_from_options(options);
	name = ascii_make_lower(mem_dup(options_operand(options, 0)));

	rc = admin_open(options, STORE_WRITE, &admin, &err);
	if (rc == RC_OK)
		rc = add_list(&admin, name, kind, purpose, is_open, &err);
	if (rc != RC_OK)
		return admin_fail(rc, &err);
	print_added(admin.site, name, kind);
	return 0;
}

static const struct command_spec show_spec = {
	.name = "trestle list show",
	.operands = "NAME",
	.meaning = "Tell all about one list.",
	.options = table_options,
	.usage_exit = EX_USAGE,
};

static enum rc
print_list(const struct admin *admin, const char *name, struct err *err)
{
	auto_list struct list list = { .id = 0 };
	auto_free char *internal = NULL, *shared = NULL;
	struct sides sides;
	enum rc rc = admin_get_list(admin, name, &list, err);

	if (rc != RC_OK)
		return rc;
	rc = count_sides(admin->store, list.id, &sides, err);
	if (rc != RC_OK)
		return rc;
	internal = list_post_address(admin->site, list.name, SIDE_INTERNAL);
	shared = list_post_address(admin->site, list.name, SIDE_CLIENT);
	printf("list      %s (%s)\n", list.name, kind_name(list.kind));
	printf("purpose   %s\n", list.purpose);
	if (list.kind == LIST_MIXED)
		printf("shared    %s, read by %zu clients and all %zu "
		       "insiders of the list\n",
		    shared, sides.n_client, sides.n_internal);
	printf("internal  %s, read by %zu insiders; %s\n", internal,
	    sides.n_internal,
	    list.is_open_inside ? "open to every insider"
				: "closed to all others");
	printf("members   trestle member list %s\n", list.name);
	return RC_OK;
}

static int
run_show(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&show_spec, argc, argv);
	auto_admin struct admin admin = ADMIN_INIT;
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) != 1)
		options_misuse(&show_spec, "name the one list to show");
	rc = admin_open(options, STORE_READ, &admin, &err);
	if (rc == RC_OK)
		rc = print_list(&admin, options_operand(options, 0), &err);
	return rc == RC_OK ? 0 : admin_fail(rc, &err);
}

static const struct admin_verb verbs[] = {
	{ "add", run_add },
	{ "show", run_show },
	{ NULL, NULL },
};

int
admin_list(int argc, char **argv)
{
	const struct admin_verb *verb;

	if (argc < 2 || argv[1][0] == '-')
		return run_table(argc, argv);
	verb = admin_find_verb(verbs, table_spec.name, argv[1]);
	return verb == NULL ? EX_USAGE : verb->run(argc - 1, argv + 1);
}
