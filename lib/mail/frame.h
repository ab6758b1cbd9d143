/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Length and bytes over a socket: how the worker and its parent talk.  A
 * peer that dies, stalls or sends nonsense is a result, not a signal.
 */
#ifndef LIB_MAIL_FRAME_H
#define LIB_MAIL_FRAME_H

#include <stdint.h>

#include "lib/base/buf.h"

enum frame_result {
	FRAME_OK,
	FRAME_END, /* the peer is gone, or the socket failed */
	FRAME_LATE, /* the deadline passed */
	FRAME_BAD, /* longer than the receiver allows */
};

#define FRAME_NO_DEADLINE INT64_MAX

/* Deadlines are in clock_monotonic_ms.  What was received replaces what the
 * buffer held; its maximum is the limit. */
enum frame_result
frame_send(int fd, const void *bytes, size_t n_bytes, int64_t deadline_ms);
enum frame_result frame_receive(int fd, struct buf *buf, int64_t deadline_ms);

#endif
