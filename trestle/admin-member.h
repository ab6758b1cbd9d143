/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the verbs of `trestle member` share.
 */
#ifndef TRESTLE_ADMIN_MEMBER_H
#define TRESTLE_ADMIN_MEMBER_H

#include "lib/store/member.h"
#include "trestle/admin.h"

int admin_member_add(int argc, char **argv);

/* Open the site and do this in one transaction: all of it or, with the
 * reason on standard error, nothing.  Returns the exit code. */
int admin_change(const struct options *options,
    enum rc (*change)(const struct admin *admin, const struct options *options,
	struct err *err));

/* Whose address is this?  RC_PERM, with the remedy, when nobody's. */
enum rc admin_get_person(const struct admin *admin, const char *address,
    struct person *ret, struct err *err);

/* What --mail, --digest or --no-mail says, `otherwise' without them; more
 * than one of them is misuse. */
void
check_delivery(const struct command_spec *spec, const struct options *options);
enum delivery
delivery_of(const struct options *options, enum delivery otherwise);

const char *side_name(enum side side);

/* "owner,curator" to and from the bits of enum member_role; "none" and ""
 * are no role.  RC_PERM for a word that is no role. */
enum rc roles_parse(const char *text, unsigned *ret, struct err *err);
char *roles_format(unsigned roles);

#endif
