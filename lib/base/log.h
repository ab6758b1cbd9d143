/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of a program: one event, one line, on standard error, where
 * systemd or a test reads it.  Only programs log; libraries fill a struct
 * err.  A line is `WHEN program[pid]: event key=value ...`; values with
 * spaces or control characters are quoted, so that no mail can forge a line.
 */
#ifndef LIB_BASE_LOG_H
#define LIB_BASE_LOG_H

#include <stdint.h>

#include "lib/base/err.h"

/* One event with its keys: pairs of key and value (const char *, NULL is
 * left out with its key), ended by NULL.  Example:
 *   log_event("post", "id", msgid, "list", "acme/shared", NULL); */
void log_event(const char *event, ...) __attribute__((sentinel));

/* A failure, at the place that decides: `error what="..." status=... text=`. */
void log_error(const char *what, const struct err *err);

#endif
