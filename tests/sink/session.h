/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SMTP connection of the sink, from the server's side (RFC 5321), without
 * the socket: bytes go in, bytes come out.
 */
#ifndef TESTS_SINK_SESSION_H
#define TESTS_SINK_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "tests/sink/filing.h"
#include "tests/sink/script.h"

/* What all sessions of a sink share; main owns it. */
struct sink {
	struct filing *filing;
	const struct script *script;
	bool lf; /* file copies with LF line ends */
	uint64_t n_connections;
	uint64_t n_transactions;
};

struct session;

/* A client has connected. */
struct session *session_new(struct sink *sink);
void session_free(struct session *session);

/* Bytes came in.  Answers are appended to the output. */
void session_feed(struct session *session, const char *bytes, size_t n_bytes);

/* What is to be written to the client; the caller empties it. */
struct buf *session_output(struct session *session);

/* Is the connection to be closed, once the output is written? */
bool session_is_over(const struct session *session);

#endif
