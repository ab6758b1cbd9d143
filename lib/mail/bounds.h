/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What raw bytes must keep to before any parser sees them.  GMime crashes on
 * 102 kB of nested groups in one header and needs 1.3 GB for 6 MB of empty
 * parts (research/libraries.md 1); these limits keep both away.
 */
#ifndef LIB_MAIL_BOUNDS_H
#define LIB_MAIL_BOUNDS_H

#include <stddef.h>

#include "lib/base/err.h"

enum {
	BOUNDS_HEADER_BYTES = 256 * 1024, /* the whole header block */
	BOUNDS_FIELD_BYTES = 32 * 1024, /* one field with its folds */
	BOUNDS_DASH_LINES = 10000, /* lines that begin with "--" */
};

/* RC_OK, or RC_PERM with the sentence that its sender can act on (5.6.0). */
enum rc bounds_check(const char *raw, size_t n_raw, struct err *err);

#endif
