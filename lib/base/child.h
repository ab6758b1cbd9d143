/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting our own programs as children.
 */
#ifndef LIB_BASE_CHILD_H
#define LIB_BASE_CHILD_H

#include <sys/types.h>

#include "lib/base/err.h"

/* The path of one of our helper programs ("trestle-worker"): in
 * $TRESTLE_LIBEXEC if set (the tests and ./bootstrap demo, which run without
 * an installation), else in the installed libexec folder.  From the heap. */
char *child_program(const char *name);

/* Start program with arguments (argv[0] first, NULL-ended).  in_fd and
 * out_fd become its standard input and output (-1: /dev/null); standard
 * error is shared; every other descriptor is closed at exec because we open
 * all with O_CLOEXEC.  The child dies with its parent (PR_SET_PDEATHSIG). */
enum rc child_start(const char *program, char *const argv[], int in_fd,
    int out_fd, pid_t *ret, struct err *err);

#endif
