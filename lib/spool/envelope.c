/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/envelope.h"

#include <stdlib.h>

void
envelope_release(struct envelope *envelope)
{
	free(envelope->sender);
	free(envelope->submitter);
	free(envelope->client);
	free(envelope->digest);
	strv_release(&envelope->recipients);
	*envelope = (struct envelope)ENVELOPE_INIT;
}
