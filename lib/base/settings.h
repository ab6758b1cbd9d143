/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a file of `name = value` lines by a constant table into a struct.
 * '#' begins a comment line, a line that begins with white space goes on
 * with the value of the one before, as in Postfix's main.cf.  Every mistake
 * is told with file, line and remedy.  Limits: 256 kB, 4096 bytes a value.
 */
#ifndef LIB_BASE_SETTINGS_H
#define LIB_BASE_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

enum setting_type {
	SETTING_TEXT, /* char *, owned */
	SETTING_WORDS, /* struct strv: split at commas and white space */
	SETTING_COUNT, /* uint64_t, decimal */
	SETTING_BYTES, /* uint64_t, with optional k, M or G (1024) */
	SETTING_TIME, /* int64_t seconds, with optional s, m, h, d, w */
	SETTING_CHOICE, /* int: the index in `choices` */

	/* char * and struct strv like TEXT and WORDS; only what is one: */
	SETTING_DOMAIN, /* a domain name in lower case, may be empty */
	SETTING_DOMAINS, /* domain names in lower case */
	SETTING_SERVER, /* host:port */
	SETTING_ADDRESS, /* local@domain, may be empty */
};

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset; /* offsetof in the struct that is filled */
	const char *initial; /* the default, in the file's own syntax */
	uint64_t min, max; /* for numbers; max 0: no bound */
	const char *const *choices; /* NULL-ended, for SETTING_CHOICE */
	const char *meaning; /* one sentence, for the manual page */
};

/* Fill *values by the table: defaults first, then the file at path.
 * RC_NOENT when there is no such file; RC_PERM for a mistake in it, with
 * "PATH:LINE: what is wrong; what would be right"; RC_TEMP when it cannot be
 * read.  Whatever happens, settings_release may be called afterwards. */
enum rc settings_load(const struct setting *table, size_t n_settings,
    const char *path, void *values, struct err *err);

void
settings_release(const struct setting *table, size_t n_settings, void *values);

#endif
