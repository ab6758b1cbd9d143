/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* No buffered output, no exit handlers: they may want memory too. */
static _Noreturn void
end_without_memory(void)
{
	static const char line[] = "4.3.0 out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, line, sizeof(line) - 1);

	(void)ignored;
	_exit(EX_TEMPFAIL);
}

static void *
have(void *memory)
{
	if (memory == NULL)
		end_without_memory();
	return memory;
}

void *
mem_alloc(size_t n_bytes)
{
	return have(malloc(n_bytes == 0 ? 1 : n_bytes));
}

void *
mem_zero(size_t n, size_t size_bytes)
{
	if (n == 0 || size_bytes == 0)
		return have(calloc(1, 1));
	return have(calloc(n, size_bytes));
}

void *
mem_grow(void *old, size_t n, size_t size_bytes)
{
	if (n == 0 || size_bytes == 0)
		return have(realloc(old, 1));
	return have(reallocarray(old, n, size_bytes));
}

char *
mem_dup(const char *string)
{
	return have(strdup(string));
}

char *
mem_dup_n(const char *bytes, size_t n_bytes)
{
	return have(strndup(bytes, n_bytes));
}

void *
mem_dup_bytes(const void *bytes, size_t n_bytes)
{
	void *copy = mem_alloc(n_bytes);

	if (n_bytes > 0)
		memcpy(copy, bytes, n_bytes);
	return copy;
}

char *
mem_format(const char *format, ...)
{
	char *text;
	va_list args;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	if (n < 0)
		end_without_memory();
	return text;
}

/* The variable may be a pointer of any type: read its bytes, for a void **
 * would be another type than the one it was stored with. */
void
mem_cleanup_free(void *pointer_to_pointer)
{
	void *memory;

	memcpy(&memory, pointer_to_pointer, sizeof(memory));
	free(memory);
}

void
mem_cleanup_close(int *fd)
{
	int saved = errno;

	if (*fd >= 0)
		close(*fd);
	errno = saved;
}

int
take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}
