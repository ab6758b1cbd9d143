/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/ascii.h"

#include <string.h>

#include "lib/base/mem.h"

char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
ascii_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool
ascii_is_control(char c)
{
	return (unsigned char)c < 32 || c == 127;
}

bool
ascii_equal(const char *a, const char *b)
{
	return ascii_equal_n(a, strlen(a), b);
}

bool
ascii_equal_n(const char *a, size_t n_a, const char *b)
{
	if (strlen(b) != n_a)
		return false;
	for (size_t i = 0; i < n_a; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool
ascii_has_prefix(const char *text, const char *prefix)
{
	while (*prefix != '\0')
		if (ascii_lower(*text++) != ascii_lower(*prefix++))
			return false;
	return true;
}

char *
ascii_make_lower(char *text)
{
	for (char *p = text; *p != '\0'; p++)
		*p = ascii_lower(*p);
	return text;
}

char *
ascii_trim(char *text)
{
	size_t n;

	while (ascii_is_space(*text))
		text++;
	n = strlen(text);
	while (n > 0 && ascii_is_space(text[n - 1]))
		n--;
	text[n] = '\0';
	return text;
}

/* Where to cut text to at most n bytes without halving a UTF-8 character,
 * which has at most three bytes after its first. */
static size_t
whole_characters(const char *text, size_t n)
{
	for (size_t back = 0; back < 4 && back <= n; back++)
		if (((unsigned char)text[n - back] & 0xc0) != 0x80)
			return n - back;
	return n;
}

char *
ascii_printable(const char *text, size_t max_bytes)
{
	size_t n = strnlen(text, max_bytes);
	char *copy;

	if (text[n] != '\0')
		n = whole_characters(text, n);
	copy = mem_dup_n(text, n);
	for (size_t i = 0; i < n; i++)
		if (ascii_is_control(copy[i]))
			copy[i] = ' ';
	return copy;
}

bool
ascii_number(const char *text, uint64_t max, uint64_t *ret)
{
	uint64_t number = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (*text < '0' || *text > '9' || digit > max ||
		    number > (max - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*ret = number;
	return true;
}
