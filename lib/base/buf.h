/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growing byte buffer whose maximum is stated at its birth.  What does not
 * fit is dropped and remembered: check buf_is_full once, at the end.  It may
 * hold NULs; buf_string always ends with one that is not counted.
 */
#ifndef LIB_BASE_BUF_H
#define LIB_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;
	size_t len;
	size_t cap;
	size_t max_bytes;
	bool full;
};

#define BUF_INIT(max)                            \
	{                                        \
		.data = NULL, .max_bytes = (max) \
	}
#define auto_buf __attribute__((cleanup(buf_release)))

/* Append.  When the maximum would be passed nothing is added, now or by any
 * later call, and the buffer is full.  text of buf_puts must not be NULL. */
void buf_add(struct buf *buf, const void *bytes, size_t n_bytes);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* True when something did not fit: what is held is not to be trusted. */
bool buf_is_full(const struct buf *buf);

/* The bytes as a string, "" when empty.  Borrowed until the next change. */
const char *buf_string(struct buf *buf);

/* Hand the bytes out as a NUL-terminated string that the caller frees; the
 * buffer is empty and usable again. */
char *buf_take(struct buf *buf);

/* Forget the bytes and keep the storage / free the storage as well. */
void buf_clear(struct buf *buf);
void buf_release(struct buf *buf);

#endif
