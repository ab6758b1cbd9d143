/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory that is always there, and ownership that ends with the scope.
 * When memory runs out the process writes one line and ends at once with
 * EX_TEMPFAIL, so that the MTA keeps the mail; no caller checks.
 */
#ifndef LIB_BASE_MEM_H
#define LIB_BASE_MEM_H

#include <stddef.h>

/* malloc, calloc, realloc, strdup, strndup that never return NULL.  A size
 * of zero yields a pointer that may be freed. */
void *mem_alloc(size_t n_bytes);
void *mem_zero(size_t n, size_t size_bytes);
void *mem_grow(void *old, size_t n, size_t size_bytes);
char *mem_dup(const char *string);
char *mem_dup_n(const char *bytes, size_t n_bytes);
void *mem_dup_bytes(const void *bytes, size_t n_bytes);

/* A string built by a printf format. */
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Scope cleanup: `auto_free char *s = ...` is freed when the scope ends,
 * `auto_close int fd = ...` closed (when >= 0). */
#define auto_free __attribute__((cleanup(mem_cleanup_free)))
#define auto_close __attribute__((cleanup(mem_cleanup_close)))
void mem_cleanup_free(void *pointer_to_pointer);
void mem_cleanup_close(int *fd);

/* Move ownership out of a scoped pointer: yields its value, leaves NULL. */
#define take(pointer)                                   \
	({                                              \
		__typeof__(pointer) taken_ = (pointer); \
		(pointer) = NULL;                       \
		taken_;                                 \
	})

/* The same for a scoped descriptor: yields it, leaves -1. */
int take_fd(int *fd);

#endif
