/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of strings that owns them.
 */
#ifndef LIB_BASE_STRV_H
#define LIB_BASE_STRV_H

#include <stdbool.h>
#include <stddef.h>

struct strv {
	char **v;
	size_t n;
};

#define STRV_INIT                 \
	{                         \
		.v = NULL, .n = 0 \
	}
#define auto_strv __attribute__((cleanup(strv_release)))

void strv_add(struct strv *list, const char *string);
void strv_add_n(struct strv *list, const char *bytes, size_t n_bytes);

/* Add, taking ownership of a string from the heap. */
void strv_take(struct strv *list, char *string);

/* Byte for byte, or without regard to the case of ASCII letters. */
bool strv_has(const struct strv *list, const char *string);
bool strv_has_nocase(const struct strv *list, const char *string);

/* Sort by bytes. */
void strv_sort(struct strv *list);

/* Split text at any byte of separators; empty pieces are dropped. */
void strv_split(struct strv *list, const char *text, const char *separators);

void strv_clear(struct strv *list);
void strv_release(struct strv *list);

#endif
