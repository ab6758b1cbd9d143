/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/net/lines.h"

#include <string.h>

/* How many bytes from the start are no line end. */
static size_t
run_length(const char *in, size_t n_in)
{
	size_t n = 0;

	while (n < n_in && in[n] != '\r' && in[n] != '\n')
		n++;
	return n;
}

size_t
lines_convert(
    struct lines *lines, const char **in, size_t *n_in, char *out, size_t n_out)
{
	size_t n_written = 0;

	while (*n_in > 0 && n_out - n_written >= LINES_ROOM_BYTES) {
		const size_t room = n_out - n_written;
		size_t n = run_length(*in, *n_in < room ? *n_in : room);

		if (n > 0) {
			memcpy(out + n_written, *in, n);
			n_written += n;
			lines->after_cr = false;
			lines->is_inside = true;
		} else {
			if (**in == '\r' || !lines->after_cr) {
				memcpy(out + n_written, "\r\n", 2);
				n_written += 2;
			}
			lines->after_cr = **in == '\r';
			lines->is_inside = false;
			n = 1;
		}
		*in += n;
		*n_in -= n;
	}
	return n_written;
}

size_t
lines_finish(struct lines *lines, char out[LINES_ROOM_BYTES])
{
	if (!lines->is_inside)
		return 0;
	memcpy(out, "\r\n", 2);
	lines->is_inside = false;
	return 2;
}

size_t
lines_count(struct lines *lines, const char *in, size_t n_in)
{
	char scratch[4096];
	size_t n = 0;

	while (n_in > 0)
		n += lines_convert(lines, &in, &n_in, scratch, sizeof(scratch));
	return n;
}
