/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/frame.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>

#include "lib/base/clock.h"

enum { LENGTH_BYTES = 8, BLOCK_BYTES = 64 * 1024 };

/* Wait until the socket is ready for events. */
static enum frame_result
wait_for(int fd, short events, int64_t deadline_ms)
{
	struct pollfd poll_fd = { .fd = fd, .events = events };

	for (;;) {
		int64_t left_ms = deadline_ms == FRAME_NO_DEADLINE
		    ? -1
		    : deadline_ms - clock_monotonic_ms();
		int n;

		if (deadline_ms != FRAME_NO_DEADLINE && left_ms <= 0)
			return FRAME_LATE;
		n = poll(
		    &poll_fd, 1, left_ms > INT_MAX ? INT_MAX : (int)left_ms);
		if (n > 0)
			return FRAME_OK;
		if (n < 0 && errno != EINTR)
			return FRAME_END;
	}
}

static bool
is_to_wait(void)
{
	return errno == EAGAIN || errno == EINTR;
}

static enum frame_result
send_all(int fd, const char *bytes, size_t n_bytes, int64_t deadline_ms)
{
	while (n_bytes > 0) {
		ssize_t n =
		    send(fd, bytes, n_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
		enum frame_result result;

		if (n >= 0) {
			bytes += n;
			n_bytes -= (size_t)n;
			continue;
		}
		if (!is_to_wait())
			return FRAME_END;
		result = wait_for(fd, POLLOUT, deadline_ms);
		if (result != FRAME_OK)
			return result;
	}
	return FRAME_OK;
}

static enum frame_result
receive_all(int fd, char *bytes, size_t n_bytes, int64_t deadline_ms)
{
	while (n_bytes > 0) {
		ssize_t n = recv(fd, bytes, n_bytes, MSG_DONTWAIT);
		enum frame_result result;

		if (n > 0) {
			bytes += n;
			n_bytes -= (size_t)n;
			continue;
		}
		if (n == 0 || !is_to_wait())
			return FRAME_END;
		result = wait_for(fd, POLLIN, deadline_ms);
		if (result != FRAME_OK)
			return result;
	}
	return FRAME_OK;
}

enum frame_result
frame_send(int fd, const void *bytes, size_t n_bytes, int64_t deadline_ms)
{
	char length[LENGTH_BYTES];
	enum frame_result result;

	for (size_t i = 0; i < LENGTH_BYTES; i++)
		length[i] = (char)(n_bytes >> (8 * i) & 0xff);
	result = send_all(fd, length, sizeof length, deadline_ms);
	if (result != FRAME_OK)
		return result;
	return send_all(fd, bytes, n_bytes, deadline_ms);
}

enum frame_result
frame_receive(int fd, struct buf *buf, int64_t deadline_ms)
{
	unsigned char length[LENGTH_BYTES];
	uint64_t n_left = 0;
	enum frame_result result;

	buf_clear(buf);
	result = receive_all(fd, (char *)length, sizeof length, deadline_ms);
	for (size_t i = 0; i < LENGTH_BYTES; i++)
		n_left |= (uint64_t)length[i] << (8 * i);
	if (result == FRAME_OK && n_left > buf->max_bytes)
		return FRAME_BAD;
	while (result == FRAME_OK && n_left > 0) {
		char block[BLOCK_BYTES];
		size_t n = n_left < sizeof block ? n_left : sizeof block;

		result = receive_all(fd, block, n, deadline_ms);
		if (result == FRAME_OK)
			buf_add(buf, block, n);
		n_left -= n;
	}
	return result;
}
