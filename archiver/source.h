/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where an import comes from: an mbox file or a Maildir.
 */
#ifndef ARCHIVER_SOURCE_H
#define ARCHIVER_SOURCE_H

#include <stdbool.h>

#include "archiver/found.h"
#include "lib/base/err.h"

struct source;

/* A folder is a Maildir, all else is mbox; "-" is standard input.  RC_PERM
 * when it is not there or is neither. */
enum rc source_open(const char *path, bool is_mboxo, size_t max_bytes,
    struct source **ret, struct err *err);
void source_free(struct source *source);
void source_cleanup(struct source **source);
#define auto_source __attribute__((cleanup(source_cleanup)))

/* The next message.  RC_NOENT at the end. */
enum rc source_next(struct source *source, struct found *ret, struct err *err);

#endif
