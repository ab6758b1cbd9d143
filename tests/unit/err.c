/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/err.h"

#include <errno.h>
#include <sysexits.h>

#include "tests/tap.h"

static const struct {
	const char *name;
	int number;
	const char *status;
} numbers[] = {
	{ "a full disk", ENOSPC, "4.3.1" },
	{ "a full quota", EDQUOT, "4.3.1" },
	{ "any other trouble", EACCES, "4.3.0" },
};

static void
check_errno(void)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct err err = ERR_INIT;
		char want[200];

		snprintf(want, sizeof(want), "cannot open x: %s",
		    strerror(numbers[i].number));
		errno = numbers[i].number;
		tap_is_int(err_errno(&err, "cannot open %s", "x"), RC_TEMP,
		    "%s is temporary", numbers[i].name);
		tap_is_int(errno, numbers[i].number, "errno is kept");
		tap_is_string(err.status, numbers[i].status, "its status");
		tap_is_string(err.text, want, "its sentence");
	}
}

static void
check_length(void)
{
	struct err err = ERR_INIT;
	char huge[2000];

	memset(huge, 'x', sizeof(huge) - 1);
	huge[sizeof(huge) - 1] = '\0';
	err_set(&err, RC_PERM, "5.0.0", "%s", huge);
	tap_is_int((intmax_t)strlen(err.text), sizeof(err.text) - 1,
	    "a long sentence is cut");
	err_prefix(&err, RC_PERM, "conf:%d", 7);
	tap_ok(strncmp(err.text, "conf:7: xxx", 11) == 0 &&
		strlen(err.text) == sizeof(err.text) - 1,
	    "with its prefix too");
}

int
main(void)
{
	struct err err = ERR_INIT;

	tap_is_int(err_set(&err, RC_PERM, "5.1.1", "no list %s", "acme"),
	    RC_PERM, "set returns rc");
	tap_is_string(err.status, "5.1.1", "status");
	tap_is_string(err.text, "no list acme", "sentence");
	tap_is_int(err_prefix(&err, RC_PERM, "%s:%d", "f", 3), RC_PERM,
	    "prefix returns rc");
	tap_is_string(err.text, "f:3: no list acme", "with its prefix");
	err_set(&err, RC_TEMP, "4.0.0", "a\r\nb");
	tap_is_string(err.text, "a  b", "one line only");
	tap_is_int(err_set(NULL, RC_NOENT, "", "x"), RC_NOENT, "nobody asks");
	tap_is_int(err_prefix(NULL, RC_TEMP, "x"), RC_TEMP, "prefix of none");
	tap_is_int(err_errno(NULL, "x"), RC_TEMP, "errno of none");
	check_errno();
	check_length();
	tap_is_int(err_exit_code(RC_OK), 0, "exit code of OK");
	tap_is_int(err_exit_code(RC_NOENT), EX_NOINPUT, "of NOENT");
	tap_is_int(err_exit_code(RC_TEMP), EX_TEMPFAIL, "of TEMP");
	tap_is_int(err_exit_code(RC_PERM), EX_DATAERR, "of PERM");
	return tap_done();
}
