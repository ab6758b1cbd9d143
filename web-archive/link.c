/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/link.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

enum { LINK_BYTES = 2000 };

static bool
is_of_address(char c)
{
	return c != '\0' && !ascii_is_control(c) && c != ' ' &&
	    strchr("<>\"`{}|\\^", c) == NULL;
}

static size_t
count_of(const char *text, size_t n, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += text[i] == c;
	return count;
}

static size_t
without_sentence_end(const char *text, size_t n)
{
	while (n > 0) {
		char last = text[n - 1];

		if (last == ')' &&
		    count_of(text, n, '(') >= count_of(text, n, ')'))
			break;
		if (strchr(".,;:!?'*_)]", last) == NULL)
			break;
		n--;
	}
	return n;
}

size_t
link_length(const char *text, size_t n)
{
	size_t n_scheme, i;

	if (n > 7 && strncmp(text, "http://", 7) == 0)
		n_scheme = 7;
	else if (n > 8 && strncmp(text, "https://", 8) == 0)
		n_scheme = 8;
	else
		return 0;
	i = n_scheme;
	while (i < n && i <= LINK_BYTES && is_of_address(text[i]))
		i++;
	if (i > LINK_BYTES)
		return 0;
	i = without_sentence_end(text, i);
	return i > n_scheme ? i : 0;
}

static void
put_link(struct markup *markup, const char *text, size_t n)
{
	auto_free char *address = mem_dup_n(text, n);

	markup_open(markup, "a");
	markup_href(markup, address);
	markup_attr(markup, "rel", "noopener nofollow noreferrer");
	markup_text(markup, address);
	markup_close(markup, "a");
}

void
link_text(struct markup *markup, const char *text, size_t n)
{
	size_t done = 0, i = 0;

	while (i < n) {
		const char *h = memchr(text + i, 'h', n - i);
		size_t n_link;

		if (h == NULL)
			break;
		i = (size_t)(h - text);
		n_link = link_length(h, n - i);
		if (n_link == 0) {
			i++;
			continue;
		}
		markup_text_n(markup, text + done, i - done);
		put_link(markup, h, n_link);
		i += n_link;
		done = i;
	}
	markup_text_n(markup, text + done, n - done);
}
