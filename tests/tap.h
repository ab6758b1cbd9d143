/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one helper of the unit tests: each check prints a line of TAP, the
 * plan comes last.
 *
 *	int
 *	main(void)
 *	{
 *		for (size_t i = 0; i < n_rows; i++)
 *			tap_is_string(f(rows[i].input), rows[i].want,
 *			    "%s", rows[i].name);
 *		return tap_done();
 *	}
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <ftw.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	int n;
	int n_failed;
	char scratch[4096];
	pid_t scratch_owner;
} tap;

/* A remark, shown with a failure. */
static inline void __attribute__((format(printf, 1, 2)))
tap_note(const char *format, ...)
{
	va_list args;

	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

static inline bool __attribute__((format(printf, 2, 0)))
tap_line(bool ok, const char *format, va_list args)
{
	tap.n++;
	if (!ok)
		tap.n_failed++;
	printf("%sok %d - ", ok ? "" : "not ", tap.n);
	vprintf(format, args);
	printf("\n");
	fflush(stdout);
	return ok;
}

static inline bool __attribute__((format(printf, 2, 3)))
tap_ok(bool ok, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(ok, format, args);
	va_end(args);
	return ok;
}

/* The bytes in a form that is one line and shows every byte. */
static inline void
tap_show(const char *what, const void *bytes, size_t n_bytes)
{
	const unsigned char *p = bytes;

	printf("#   %s: ", what);
	for (size_t i = 0; p != NULL && i < n_bytes; i++) {
		if (p[i] == '\n')
			printf("\\n");
		else if (p[i] < 32 || p[i] == 127 || p[i] == '\\')
			printf("\\x%02x", p[i]);
		else
			putchar(p[i]);
	}
	printf(p != NULL ? "\n" : "(NULL)\n");
}

static inline bool __attribute__((format(printf, 5, 6)))
tap_is_bytes(const void *got, size_t n_got, const void *want, size_t n_want,
    const char *format, ...)
{
	bool ok =
	    n_got == n_want && (n_got == 0 || memcmp(got, want, n_got) == 0);
	va_list args;

	va_start(args, format);
	tap_line(ok, format, args);
	va_end(args);
	if (!ok) {
		tap_show(" got", got, n_got);
		tap_show("want", want, n_want);
	}
	return ok;
}

/* Either may be NULL, which equals only NULL. */
static inline bool __attribute__((format(printf, 3, 4)))
tap_is_string(const char *got, const char *want, const char *format, ...)
{
	bool ok = got == want ||
	    (got != NULL && want != NULL && strcmp(got, want) == 0);
	va_list args;

	va_start(args, format);
	tap_line(ok, format, args);
	va_end(args);
	if (!ok) {
		tap_show(" got", got, got != NULL ? strlen(got) : 0);
		tap_show("want", want, want != NULL ? strlen(want) : 0);
	}
	return ok;
}

/* Also for an enum rc. */
static inline bool __attribute__((format(printf, 3, 4)))
tap_is_int(intmax_t got, intmax_t want, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(got == want, format, args);
	va_end(args);
	if (got != want)
		tap_note("  got %jd, want %jd", got, want);
	return got == want;
}

/* Say that text occurs in a longer one: for sentences of errors. */
static inline bool __attribute__((format(printf, 3, 4)))
tap_has(const char *text, const char *part, const char *format, ...)
{
	bool ok = text != NULL && strstr(text, part) != NULL;
	va_list args;

	va_start(args, format);
	tap_line(ok, format, args);
	va_end(args);
	if (!ok) {
		tap_show("text", text, text != NULL ? strlen(text) : 0);
		tap_show("lacks", part, strlen(part));
	}
	return ok;
}

/* What this test needs is not there: before any check. */
static inline void __attribute__((noreturn)) tap_skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	exit(EXIT_SUCCESS);
}

/* Print the plan; the result of main. */
static inline int
tap_done(void)
{
	printf("1..%d\n", tap.n);
	return tap.n_failed == 0 && tap.n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static inline int
tap_remove_one(
    const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void
tap_remove_scratch(void)
{
	/* Not when a forked child of the test ends. */
	if (tap.scratch_owner == getpid())
		nftw(tap.scratch, tap_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A fresh folder of this test, removed at its end. */
static inline const char *
tap_scratch(void)
{
	const char *parent = getenv("TMPDIR");

	if (tap.scratch[0] != '\0')
		return tap.scratch;
	if (parent == NULL || strlen(parent) > sizeof(tap.scratch) - 64)
		parent = "/tmp";
	snprintf(
	    tap.scratch, sizeof(tap.scratch), "%s/trestle-test-XXXXXX", parent);
	if (mkdtemp(tap.scratch) == NULL) {
		printf("Bail out! no scratch folder in %s\n", parent);
		exit(EXIT_FAILURE);
	}
	tap.scratch_owner = getpid();
	atexit(tap_remove_scratch);
	return tap.scratch;
}

#endif
