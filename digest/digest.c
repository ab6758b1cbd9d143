/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/digest.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"

static void
section_release(struct section *section)
{
	for (size_t i = 0; i < section->n; i++) {
		struct item *item = &section->v[i];

		free(item->title);
		free(item->asked);
		free(item->opening);
		free(item->news);
		free(item->url);
	}
	free(section->v);
}

void
digest_release(struct digest *digest)
{
	free(digest->title);
	free(digest->purpose);
	free(digest->period);
	free(digest->subject);
	free(digest->closing);
	free(digest->url);
	section_release(&digest->waiting);
	section_release(&digest->talk);
	*digest = (struct digest){ .title = NULL };
}

struct item *
section_add(struct section *section)
{
	section->v = mem_grow(section->v, section->n + 1, sizeof(*section->v));
	section->v[section->n] = (struct item){ .title = NULL };
	return &section->v[section->n++];
}

char *
counted(size_t n, const char *what)
{
	return mem_format("%zu %s%s", n, what, n == 1 ? "" : "s");
}

char *
section_rest(const struct section *section)
{
	size_t n = section->n - section->n_shown;
	auto_free char *what = mem_format("more %s", section->what);
	auto_free char *rest = counted(n, what);

	if (n == 0)
		return NULL;
	if (section->n_shown == 0)
		return mem_format("%zu %ss", n, section->what);
	return mem_format("and %s", rest);
}

void
day_of(int64_t time_s, char ret[DAY_BYTES])
{
	char date[CLOCK_DATE_BYTES];

	/* "Wed, 15 Nov 2023 10:00:00 +0000" */
	clock_rfc5322(time_s, date);
	memcpy(ret, date + strlen("Wed, "), DAY_BYTES - 1);
	ret[DAY_BYTES - 1] = '\0';
}
