/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/web.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "web-archive/mask.h"

const struct view_list *
web_list(const struct web *web, const char *name)
{
	for (size_t i = 0; i < web->lists.n; i++)
		if (strcmp(web->lists.v[i].name, name) == 0)
			return &web->lists.v[i];
	return NULL;
}

bool
web_is_own(const struct web *web, const char *list)
{
	const struct view_list *found = web_list(web, list);

	return found != NULL && found->is_own;
}

size_t
web_n_own(const struct web *web)
{
	size_t n = 0;

	for (size_t i = 0; i < web->lists.n; i++)
		n += web->lists.v[i].is_own;
	return n;
}

char *
web_title(const struct web *web)
{
	const char *dot = strrchr(web->name, '.');

	if (dot == NULL)
		return mem_dup(web->name);
	if (web->has_two_sides)
		return mem_format(
		    "%.*s, internal", (int)(dot - web->name), web->name);
	return mem_dup_n(web->name, (size_t)(dot - web->name));
}

char *
web_shown(const struct web *web, const char *text)
{
	return web->hides_addresses ? mask_addresses(text, strlen(text))
				    : mem_dup(text);
}

char *
web_author(const struct view_post *post)
{
	auto_free char *name = mem_dup(post->from_name);

	/* Some clients write the address as the name. */
	name[strcspn(name, "@")] = '\0';
	if (ascii_trim(name)[0] == '\0')
		return mem_dup("no name");
	return mem_dup(ascii_trim(name));
}

char *
web_subject(const struct web *web, const struct view_post *post)
{
	return post->subject[0] != '\0' ? web_shown(web, post->subject)
					: mem_dup("(no subject)");
}
