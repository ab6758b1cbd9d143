/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/quoted-printable.h"

#include <string.h>

enum { LINE_BYTES = 76 };

/* Must the byte at p be encoded, on line, which n_line bytes are long? */
static bool
is_to_encode(const char *p, const char *line, size_t n_line)
{
	bool is_last = p + 1 == line + n_line;

	if (*p == ' ' || *p == '\t')
		return is_last;
	if (*p < ' ' || *p > 126 || *p == '=')
		return true;
	if (p != line)
		return false;
	return (*p == 'F' && n_line >= 5 && memcmp(p, "From ", 5) == 0) ||
	    (*p == '.' && is_last);
}

static void
add_line(struct buf *buf, const char *line, size_t n_line)
{
	size_t n_out = 0;

	for (const char *p = line; p < line + n_line; p++) {
		bool is_encoded = is_to_encode(p, line, n_line);
		size_t n = is_encoded ? 3 : 1;

		/* One byte stays free for the '=' of a soft line end. */
		if (n_out + n > LINE_BYTES - 1) {
			buf_puts(buf, "=\n");
			n_out = 0;
		}
		if (is_encoded)
			buf_format(buf, "=%02X", (unsigned char)*p);
		else
			buf_putc(buf, *p);
		n_out += n;
	}
}

void
quoted_printable_add(struct buf *buf, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		add_line(buf, text, n);
		text += n;
		if (*text == '\n') {
			buf_putc(buf, '\n');
			text++;
		}
	}
}
