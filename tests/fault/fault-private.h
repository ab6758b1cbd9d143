/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the calls that libfault.so stands in for (calls.c) and what is to
 * become of each (fault.c).
 */
#ifndef TESTS_FAULT_FAULT_PRIVATE_H
#define TESTS_FAULT_FAULT_PRIVATE_H

#include <stddef.h>

enum fate { FATE_GO, FATE_FAIL, FATE_SHORT, FATE_KILL_AFTER };

/* What becomes of this call on a descriptor, or on a name relative to a
 * folder; does not return where the process ends before the call.  FATE_FAIL
 * comes with the errno that the call is to have. */
enum fate fate_of_fd(const char *call, int fd);
enum fate fate_of_name(const char *call, int dir_fd, const char *name);

/* The result of a call that was made; ends the process if that is due. */
long after(enum fate fate, long result);

#endif
