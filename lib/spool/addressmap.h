/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of a site in one file, SITE/addresses: written by the
 * manager and by administration at each change, read by the hook and the
 * LMTP listener, which have no database.  Text, one address a line, sorted,
 * behind a head that names domains and limits; addressmap.c has the format.
 */
#ifndef LIB_SPOOL_ADDRESSMAP_H
#define LIB_SPOOL_ADDRESSMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/site.h"
#include "lib/base/strv.h"

/* Replace the map of a site by these addresses (normalised, any order). */
enum rc addressmap_write(
    const struct site *site, const struct strv *addresses, struct err *err);

struct addressmap;

/* Read SITE/addresses of the folder.  RC_TEMP when it is missing ("is this a
 * site?  run trestle init") or damaged: the MTA keeps the mail. */
enum rc
addressmap_open(const char *site_dir, struct addressmap **ret, struct err *err);
void addressmap_close(struct addressmap *map);
void addressmap_cleanup(struct addressmap **map);
#define auto_addressmap __attribute__((cleanup(addressmap_cleanup)))

/* Is there such an address?  True for each address of the map, for every
 * bounces+TOKEN@ and c-TOKEN@ of the lists domain whatever the token, and,
 * when the sender did not submit to us (submitter NULL), for everything on
 * the internal domain or behind the internal prefix: from outside they all
 * get one answer (DESIGN.md 4).  Case does not count. */
bool addressmap_knows(
    const struct addressmap *map, const char *address, const char *submitter);

/* Is it for the MTA to refuse before it takes the mail?  True for an address
 * of our domains that is not known, and, where internal_from_outside is
 * `refuse', for everything internal that was not submitted to us; never for
 * other domains. */
bool addressmap_refuses(
    const struct addressmap *map, const char *address, const char *submitter);

/* The site's limit for one message. */
uint64_t addressmap_max_bytes(const struct addressmap *map);

#endif
