/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command that people type: finds the program of a subcommand and
 * becomes it, as git does.  It knows no site and opens nothing, so that the
 * program behind it links, and may do, only what its own work needs.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/child.h"
#include "lib/base/mem.h"
#include "trestle/near.h"

struct subcommand {
	const char *name;
	const char *program;
	const char *meaning;
};

/* In the order in which a new operator needs them. */
static const struct subcommand subcommands[] = {
	{ "init", "trestle-admin", "make a site" },
	{ "list", "trestle-admin", "show the lists, add one" },
	{ "member", "trestle-admin", "add, change, remove, show members" },
	{ "serve", "trestle-manager", "take mail in and send it out" },
	{ "deliver", "trestle-manager", "the same once, then end" },
	{ "search", "trestle-search", "find posts of a view" },
	{ "import", "trestle-import", "post an old archive, sending nothing" },
	{ "export", "trestle-export", "write a view as an mbox file" },
	{ "web", "trestle-web", "write the pages of each view" },
	{ "digest", "trestle-digest", "mail what is new in each view" },
	{ "status", "trestle-admin", "what came in, what waits" },
	{ "doctor", "trestle-admin", "check the site, name what is wrong" },
};

enum { N_SUBCOMMANDS = sizeof(subcommands) / sizeof(subcommands[0]) };

static const struct subcommand *
subcommand_by_name(const char *name)
{
	for (size_t i = 0; i < N_SUBCOMMANDS; i++)
		if (strcmp(subcommands[i].name, name) == 0)
			return &subcommands[i];
	return NULL;
}

static void
print_table(void)
{
	printf("trestle: a mailing list for a company and its clients, "
	       "as one team\n\n"
	       "usage: trestle SUBCOMMAND [OPTION...] [OPERAND...]\n\n");
	for (size_t i = 0; i < N_SUBCOMMANDS; i++)
		printf("  %-8s  %s\n", subcommands[i].name,
		    subcommands[i].meaning);
	printf("  %-8s  %s\n\n", "help",
	    "this table; help SUBCOMMAND tells all about one");
	printf("The site is --site DIR, else $TRESTLE_SITE, else "
	       "/var/lib/trestle.\n");
}

/* Become the program; comes back only with an exit code. */
static int
run(const struct subcommand *sub, char **argv)
{
	auto_free char *program = child_program(sub->program);

	execv(program, argv);
	fprintf(stderr,
	    "trestle: cannot run %s: %s; is Trestle installed completely?  "
	    "(TRESTLE_LIBEXEC names another folder of programs)\n",
	    program, strerror(errno));
	return errno == ENOENT ? EX_UNAVAILABLE : EX_OSERR;
}

static int
complain_unknown(const char *name)
{
	const char *names[N_SUBCOMMANDS];
	auto_free char *shown = ascii_printable(name, 60);
	const char *near;

	for (size_t i = 0; i < N_SUBCOMMANDS; i++)
		names[i] = subcommands[i].name;
	near = near_name(name, names, N_SUBCOMMANDS);
	fprintf(stderr, "trestle: there is no subcommand '%s'", shown);
	if (near != NULL)
		fprintf(stderr, "; did you mean '%s'?\n", near);
	else
		fprintf(stderr, "; 'trestle help' shows them all\n");
	return EX_USAGE;
}

static int
help(int argc, char **argv)
{
	const struct subcommand *sub;
	char option[] = "--help";

	if (argc < 3) {
		print_table();
		return 0;
	}
	sub = subcommand_by_name(argv[2]);
	if (sub == NULL)
		return complain_unknown(argv[2]);
	return run(sub, (char *[]){ argv[0], argv[2], option, NULL });
}

int
main(int argc, char **argv)
{
	const struct subcommand *sub;

	if (argc < 2) {
		print_table();
		return EX_USAGE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(argc, argv);
	if (strcmp(argv[1], "--version") == 0) {
		printf("trestle %s\n", PACKAGE_VERSION);
		return 0;
	}
	sub = subcommand_by_name(argv[1]);
	if (sub == NULL)
		return complain_unknown(argv[1]);
	return run(sub, argv);
}
