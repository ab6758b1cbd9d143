/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One value of a settings file: from its text into its field and back out.
 */
#ifndef LIB_BASE_SETTINGS_PRIVATE_H
#define LIB_BASE_SETTINGS_PRIVATE_H

#include "lib/base/err.h"
#include "lib/base/settings.h"

/* Replace the field of *values by what text says.  RC_PERM, the field
 * untouched, with "NAME = TEXT is no ...; write ..." when it says nothing of
 * the kind. */
enum rc setting_set(const struct setting *setting, const char *text,
    void *values, struct err *err);

/* Put the empty value into the field, whatever it held / free what it
 * holds and leave the empty value. */
void setting_init(const struct setting *setting, void *values);
void setting_release(const struct setting *setting, void *values);

#endif
