/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a settings file in which every setting stands with its meaning and
 * its default: what was chosen as a line, all else as a comment.
 */
#ifndef TRESTLE_CONF_H
#define TRESTLE_CONF_H

#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/settings.h"

struct conf_value {
	const char *name;
	const char *value; /* in the file's syntax, one line */
};

void conf_write(struct buf *buf, const struct setting *table, size_t n_settings,
    const struct conf_value *chosen, size_t n_chosen);

#endif
