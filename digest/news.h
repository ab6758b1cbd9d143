/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The posts of a conversation that no digest has told yet.
 */
#ifndef DIGEST_NEWS_H
#define DIGEST_NEWS_H

#include "digest/conversation.h"
#include "digest/voices.h"

struct news {
	const struct view_post *first; /* borrowed, NULL for none */
	size_t n, n_internal;
	struct voices voices;
};

#define auto_news __attribute__((cleanup(news_release)))
void news_release(struct news *news);

/* Those accepted at or after since_s. */
void news_find(
    const struct conversation *conversation, int64_t since_s, struct news *ret);

#endif
