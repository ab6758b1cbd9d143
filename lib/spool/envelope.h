/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the MTA says about a message, and never what the message says.
 */
#ifndef LIB_SPOOL_ENVELOPE_H
#define LIB_SPOOL_ENVELOPE_H

#include <stdint.h>

#include "lib/base/strv.h"

struct envelope {
	int64_t received_s; /* when the hook had it */
	char *sender; /* "" for the null sender; never NULL once
	                           accepted */
	char *submitter; /* who authenticated, NULL when nobody did */
	char *client; /* address of the SMTP client, or NULL */
	char *digest; /* NULL for mail; else a digest of ours: "VIEW SINCE
	                 UNTIL".  The hook has no way to set it */
	struct strv recipients; /* at least one, as the MTA gave them; none of
	                           a digest: the manager knows its readers */
};

#define ENVELOPE_INIT           \
	{                       \
		.received_s = 0 \
	}
#define auto_envelope __attribute__((cleanup(envelope_release)))

void envelope_release(struct envelope *envelope);

#endif
