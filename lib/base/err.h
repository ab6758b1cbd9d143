/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a caller can do about a failure.  There are three kinds of trouble:
 * a bug is an assert; no memory ends the process with EX_TEMPFAIL (mem.h);
 * the world (disk, database, peer, message) is an enum rc with one sentence
 * for a person in a struct err.  Libraries never log, print or exit.
 */
#ifndef LIB_BASE_ERR_H
#define LIB_BASE_ERR_H

enum rc {
	RC_OK = 0,
	RC_NOENT, /* what was asked for is not there; no sentence needed */
	RC_TEMP, /* the machine's trouble: the same call may succeed later */
	RC_PERM, /* the input's trouble: the same call fails forever */
};

/* A failure told to a person.  A value: copy it freely, nothing to free. */
struct err {
	char status[12]; /* RFC 3463 enhanced status code, such as "4.3.0" */
	char text[500]; /* one sentence, cut at this length, no line end */
};

#define ERR_INIT                         \
	{                                \
		.status = "", .text = "" \
	}

/* Fill err (NULL: nobody asks) with an enhanced status and a sentence, and
 * return rc, so that failing reads `return err_set(err, RC_TEMP, ...)`. */
enum rc err_set(struct err *err, enum rc rc, const char *status,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same for a failed system call: appends ": " and strerror(errno).
 * The status is "4.3.1" for ENOSPC and EDQUOT, else "4.3.0"; the result is
 * always RC_TEMP.  errno is kept. */
enum rc err_errno(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Put "format: " in front of the sentence that stands in err already: a
 * caller that knows the file or the list adds it.  Returns rc unchanged. */
enum rc err_prefix(struct err *err, enum rc rc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The sysexits code a program ends with for rc: 0, EX_NOINPUT, EX_TEMPFAIL
 * or EX_DATAERR.  Never 1: Postfix bounces mail on exit(1). */
int err_exit_code(enum rc rc);

#endif
