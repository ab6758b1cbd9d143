/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the test of a view's authorizer only.
 */
#ifndef LIB_STORE_VIEW_PRIVATE_H
#define LIB_STORE_VIEW_PRIVATE_H

#include "lib/store/view.h"

/* Run any statement as one of view.c would be run.  RC_PERM when it is
 * refused; *ret_n_rows is how many rows came. */
enum rc view_try(
    struct view *view, const char *sql, uint64_t *ret_n_rows, struct err *err);

#endif
