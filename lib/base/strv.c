/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/strv.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

void
strv_add(struct strv *list, const char *string)
{
	strv_take(list, mem_dup(string));
}

void
strv_add_n(struct strv *list, const char *bytes, size_t n_bytes)
{
	strv_take(list, mem_dup_n(bytes, n_bytes));
}

/* The room is always the power of two at or above n: it has to grow when n
 * has reached one. */
void
strv_take(struct strv *list, char *string)
{
	if ((list->n & (list->n - 1)) == 0)
		list->v = mem_grow(
		    list->v, list->n > 0 ? list->n * 2 : 1, sizeof(*list->v));
	list->v[list->n++] = string;
}

bool
strv_has(const struct strv *list, const char *string)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i], string) == 0)
			return true;
	return false;
}

bool
strv_has_nocase(const struct strv *list, const char *string)
{
	for (size_t i = 0; i < list->n; i++)
		if (ascii_equal(list->v[i], string))
			return true;
	return false;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
strv_sort(struct strv *list)
{
	if (list->n > 1)
		qsort(list->v, list->n, sizeof(*list->v), compare);
}

void
strv_split(struct strv *list, const char *text, const char *separators)
{
	for (;;) {
		size_t n;

		text += strspn(text, separators);
		n = strcspn(text, separators);
		if (n == 0)
			return;
		strv_add_n(list, text, n);
		text += n;
	}
}

void
strv_clear(struct strv *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->v[i]);
	list->n = 0;
}

void
strv_release(struct strv *list)
{
	strv_clear(list);
	free(list->v);
	list->v = NULL;
}
