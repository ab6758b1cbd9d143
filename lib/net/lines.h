/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Line ends for SMTP: LF, CRLF and bare CR all become CRLF (RFC 5321 2.3.8
 * allows no other), and what does not end with a line end gets one.  A
 * stream: state is two flags, so the bytes may come and go in any pieces.
 * All other bytes, NUL too, pass.
 */
#ifndef LIB_NET_LINES_H
#define LIB_NET_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct lines {
	bool after_cr; /* a LF that comes now belongs to the CR before */
	bool is_inside; /* of a line: the end of the text must end it */
};

#define LINES_INIT                                    \
	{                                             \
		.after_cr = false, .is_inside = false \
	}

/* The smallest room with which lines_convert makes headway. */
enum { LINES_ROOM_BYTES = 2 };

/* Convert from *in, moving *in and *n_in forward, into at most n_out bytes;
 * returns how many were written.  *n_in is 0 when all was converted. */
size_t lines_convert(struct lines *lines, const char **in, size_t *n_in,
    char *out, size_t n_out);

/* The text is over: 0, or 2 after writing the missing line end. */
size_t lines_finish(struct lines *lines, char out[LINES_ROOM_BYTES]);

/* How many bytes lines_convert would write for these. */
size_t lines_count(struct lines *lines, const char *in, size_t n_in);

#endif
