/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/found.h"

#include <stdlib.h>

void
found_release(struct found *found)
{
	free(found->raw);
	free(found->place);
	free(found->problem);
	*found = (struct found){ .raw = NULL };
}
