/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-admin: what an operator does to a site.
 */
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "trestle/admin.h"

static const struct admin_verb subcommands[] = {
	{ "init", admin_init },
	{ "list", admin_list },
	{ "member", admin_member },
	{ "status", admin_status },
	{ "doctor", admin_doctor },
	{ NULL, NULL },
};

int
main(int argc, char **argv)
{
	const struct admin_verb *verb;

	/* What a site holds is nobody else's to read. */
	umask(077);
	if (argc < 2) {
		fprintf(stderr,
		    "trestle-admin: which subcommand?  "
		    "'trestle help' shows them\n");
		return EX_USAGE;
	}
	verb = admin_find_verb(subcommands, "trestle", argv[1]);
	if (verb == NULL)
		return EX_USAGE;
	return verb->run(argc - 1, argv + 1);
}
