/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-manager: the list manager, run by `trestle serve` and
 * `trestle deliver`.
 */
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "lib/base/log.h"
#include "lib/base/options.h"
#include "list-manager/serve.h"

static const struct option_spec options_of_all[] = {
	{ "site", "DIR", "the site's folder; else $TRESTLE_SITE" },
	{ NULL, NULL, NULL },
};

static const struct command_spec commands[] = {
	{ "trestle serve", "",
	    "Decide and send mail as it arrives, until told to stop.",
	    options_of_all, EX_USAGE },
	{ "trestle deliver", "",
	    "Decide and send all mail that waits now, then end.",
	    options_of_all, EX_USAGE },
};

static int
run(const struct command_spec *command, int argc, char **argv,
    enum rc (*work)(struct manager *, struct err *))
{
	auto_options struct options *options =
	    options_parse(command, argc, argv);
	const char *dir = site_default_dir(options_get(options, "site"));
	auto_manager struct manager *manager = NULL;
	struct err err = ERR_INIT;
	enum rc rc;

	if (options_n_operands(options) > 0)
		options_misuse(command, "%s is not needed here",
		    options_operand(options, 0));
	umask(077);
	rc = site_become_owner(dir, &err);
	if (rc == RC_OK)
		rc = manager_open(dir, &manager, &err);
	if (rc == RC_OK)
		rc = work(manager, &err);
	if (rc != RC_OK)
		log_error(command->name, &err);
	return err_exit_code(rc);
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (strcmp(name, "deliver") == 0)
		return run(&commands[1], argc - 1, argv + 1, deliver);
	if (strcmp(name, "serve") == 0)
		return run(&commands[0], argc - 1, argv + 1, serve);
	options_misuse(&commands[0], "%s is neither serve nor deliver", name);
}
