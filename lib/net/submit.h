/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hand a message to the MTA by SMTP (RFC 5321), many recipients in one
 * transaction, one answer for each.  The connection is kept for the next
 * message.  No queue here: what is to be tried again is the outbox's work.
 * Plain SMTP without TLS, to the MTA next door.  8-bit bodies go out without
 * BODY=8BITMIME, which libcurl cannot say (submit.c has the reason).
 */
#ifndef LIB_NET_SUBMIT_H
#define LIB_NET_SUBMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"

struct submit;

/* A client for the server "host:port" (or "[v6]:port"); nothing is
 * connected yet. */
struct submit *submit_new(const char *server);
void submit_free(struct submit *submit);
void submit_cleanup(struct submit **submit);
#define auto_submit __attribute__((cleanup(submit_cleanup)))

/* What became of one recipient. */
struct submit_result {
	enum rc rc; /* RC_OK taken, RC_TEMP again later, RC_PERM never */
	char reply[200]; /* the server's line, printable, for rc != RC_OK */
};

/* One transaction.  header and body are sent one after the other; header is
 * complete fields, each ended by LF or CRLF, and ends with the empty line.
 * Line ends become CRLF (a bare CR too: it could end the data early at a
 * lenient server), dots are stuffed, NULs pass.
 *
 * Fills results[n_recipients].  RC_OK when the server was there and said
 * something about each recipient, whatever it was; then each result holds.
 * RC_TEMP when it could not be reached (status 4.4.1) or the transaction
 * broke before its end (4.4.2): nothing is known, results are untouched, all
 * are to be tried again.  A kept connection that breaks before the text is
 * asked for is replaced by a new one, once, without a word.
 * RC_PERM for an address that must not be sent (control characters, angle
 * brackets, spaces): nothing was sent. */
enum rc submit_message(struct submit *submit, const char *sender,
    const char *const *recipients, size_t n_recipients, const char *header,
    size_t n_header, const char *body, size_t n_body,
    struct submit_result *results, struct err *err);

/* How many connections were opened so far: for the log and the tests. */
unsigned submit_n_connections(const struct submit *submit);

#endif
