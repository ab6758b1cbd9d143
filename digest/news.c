/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/news.h"

void
news_release(struct news *news)
{
	voices_release(&news->voices);
}

void
news_find(
    const struct conversation *conversation, int64_t since_s, struct news *ret)
{
	for (size_t i = 0; i < conversation->n; i++) {
		const struct view_post *post = &conversation->posts[i];

		if (post->accepted_s < since_s)
			continue;
		if (ret->first == NULL)
			ret->first = post;
		ret->n++;
		ret->n_internal += post->is_internal;
		voices_add(&ret->voices, post);
	}
}
