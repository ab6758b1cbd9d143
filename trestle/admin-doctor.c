/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `trestle doctor`: checks a site and names what is wrong.  Ends with 0 when
 * all is well, with EX_CONFIG when there is something to mend.
 */
#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "lib/base/mem.h"
#include "trestle/doctor.h"

static const struct option_spec doctor_options[] = {
	{ "repair", NULL,
	    "close files that are open to others, write the address map, "
	    "index what search lacks" },
	ADMIN_OPTION_SITE,
	{ NULL, NULL, NULL },
};

static const struct command_spec doctor_spec = {
	.name = "trestle doctor",
	.operands = "",
	.meaning = "Check the site; a line a check, `ok' or `BAD' with what "
		   "mends it.",
	.options = doctor_options,
	.usage_exit = EX_USAGE,
};

void
doctor_ok(
    const struct doctor *doctor, const char *what, const char *format, ...)
{
	va_list args;

	(void)doctor;
	printf("ok   %-10s ", what);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

void
doctor_bad(struct doctor *doctor, const char *what, const char *format, ...)
{
	va_list args;

	doctor->n_bad++;
	printf("BAD  %-10s ", what);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

static void
open_database(struct doctor *doctor)
{
	auto_free char *path = site_path(doctor->site, SITE_DATABASE);
	struct err err = ERR_INIT;
	enum rc rc = store_open(path, STORE_READ, &doctor->store, &err);

	if (rc == RC_NOENT)
		doctor_bad(doctor, "database",
		    "%s is missing; restore it from a backup", path);
	else if (rc != RC_OK)
		doctor_bad(doctor, "database", "%s", err.text);
}

int
admin_doctor(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&doctor_spec, argc, argv);
	auto_site struct site *site = NULL;
	auto_store struct store *store = NULL;
	struct doctor doctor = { .n_bad = 0 };
	struct err err = ERR_INIT;
	const char *dir = site_default_dir(options_get(options, "site"));
	enum rc rc;

	if (options_n_operands(options) > 0)
		options_misuse(&doctor_spec, "takes no operands");
	rc = site_become_owner(dir, &err);
	if (rc == RC_OK)
		rc = site_open(dir, &site, &err);
	if (rc != RC_OK)
		return admin_fail(rc, &err);
	doctor.site = site;
	doctor.is_repairing = options_has(options, "repair");
	doctor_ok(&doctor, "settings", "%s/%s", site->dir, SITE_CONF);

	open_database(&doctor);
	store = doctor.store;
	doctor_check_files(&doctor);
	if (store != NULL) {
		doctor_check_database(&doctor);
		doctor_check_queues(&doctor);
		doctor_check_index(&doctor);
		doctor_check_pages(&doctor);
	}
	return doctor.n_bad == 0 ? 0 : EX_CONFIG;
}
