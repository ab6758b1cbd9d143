/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "lib/base/ascii.h"

/* A sentence often quotes what came from outside: keep it on one line. */
static void
make_one_line(char *text)
{
	for (; *text != '\0'; text++)
		if (ascii_is_control(*text))
			*text = ' ';
}

static void
set_status(struct err *err, const char *status)
{
	snprintf(err->status, sizeof(err->status), "%s", status);
}

enum rc
err_set(
    struct err *err, enum rc rc, const char *status, const char *format, ...)
{
	va_list args;

	if (err == NULL)
		return rc;
	set_status(err, status);
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	make_one_line(err->text);
	return rc;
}

enum rc
err_errno(struct err *err, const char *format, ...)
{
	int saved = errno;
	size_t n;
	va_list args;

	if (err == NULL)
		return RC_TEMP;
	set_status(err, saved == ENOSPC || saved == EDQUOT ? "4.3.1" : "4.3.0");
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", strerror(saved));
	make_one_line(err->text);
	errno = saved;
	return RC_TEMP;
}

enum rc
err_prefix(struct err *err, enum rc rc, const char *format, ...)
{
	struct err old;
	size_t n;
	va_list args;

	if (err == NULL)
		return rc;
	old = *err;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", old.text);
	make_one_line(err->text);
	return rc;
}

int
err_exit_code(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return EX_OK;
	case RC_NOENT:
		return EX_NOINPUT;
	case RC_TEMP:
		return EX_TEMPFAIL;
	case RC_PERM:
		return EX_DATAERR;
	}
	return EX_TEMPFAIL;
}
