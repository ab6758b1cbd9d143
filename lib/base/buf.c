/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { FIRST_BYTES = 64 };

/* Room for n_more bytes and the NUL behind them.  False when the maximum
 * would be passed: the buffer is full from then on. */
static bool
buf_reserve(struct buf *buf, size_t n_more)
{
	size_t cap;

	if (buf->full || n_more > buf->max_bytes - buf->len) {
		buf->full = true;
		return false;
	}
	if (buf->len + n_more < buf->cap)
		return true;
	cap = buf->cap > 0 ? buf->cap * 2 : FIRST_BYTES;
	if (cap < buf->len + n_more + 1)
		cap = buf->len + n_more + 1;
	buf->data = mem_grow(buf->data, cap, 1);
	buf->cap = cap;
	return true;
}

void
buf_add(struct buf *buf, const void *bytes, size_t n_bytes)
{
	if (n_bytes == 0 || !buf_reserve(buf, n_bytes))
		return;
	memcpy(buf->data + buf->len, bytes, n_bytes);
	buf->len += n_bytes;
	buf->data[buf->len] = '\0';
}

void
buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	if (n == 0 || !buf_reserve(buf, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)n + 1, format, args);
	va_end(args);
	buf->len += (size_t)n;
}

bool
buf_is_full(const struct buf *buf)
{
	return buf->full;
}

const char *
buf_string(struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}

char *
buf_take(struct buf *buf)
{
	char *data = buf->data != NULL ? buf->data : mem_dup("");

	buf->data = NULL;
	buf->cap = 0;
	buf_clear(buf);
	return data;
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->full = false;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_release(struct buf *buf)
{
	free(buf->data);
	buf->data = NULL;
	buf->cap = 0;
	buf_clear(buf);
}
