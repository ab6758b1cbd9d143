/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/mask.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/base/buf.h"

/* Not the space after it: "meet @ noon" is no address. */
static bool
is_of_domain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
	    c == '[' || c == ':' || (unsigned char)c >= 0x80;
}

static bool
is_of_local_part(char c)
{
	return is_of_domain(c) ||
	    (c != '\0' && strchr("+=/!#$%&'*?^`{|}~\"", c) != NULL);
}

char *
mask_addresses(const char *text, size_t n_text)
{
	struct buf masked = BUF_INIT(SIZE_MAX / 2);
	size_t i = 0;

	while (i < n_text) {
		char c = text[i++];

		buf_putc(&masked, c);
		if (c != '@' || i < 2 || !is_of_local_part(text[i - 2]) ||
		    i == n_text || !is_of_domain(text[i]))
			continue;
		buf_puts(&masked, "...");
		while (i < n_text && is_of_domain(text[i]))
			i++;
	}
	return buf_take(&masked);
}
