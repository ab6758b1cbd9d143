/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-sink: an SMTP server on loopback that files what it gets and
 * misbehaves as told, for the tests and the demonstration.  It is the
 * independent peer: it shares nothing with lib/net.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/file.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "tests/sink/filing.h"
#include "tests/sink/script.h"
#include "tests/sink/session.h"

static const struct option_spec options_list[] = {
	{ "port", "N", "listen on 127.0.0.1:N; 0 (the default): any" },
	{ "port-file", "FILE",
	    "write the port here when ready (standard output without it); "
	    "may be a fifo" },
	{ "dir", "DIR", "file copies in Maildirs below it" },
	{ "by-local-part", NULL, "name Maildirs without the domain" },
	{ "lf", NULL, "file with LF line ends instead of CRLF" },
	{ "log", "FILE", "one line a recipient" },
	{ "refuse", "FILE", "what to do wrong (tests/sink/script.h)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec command = {
	.name = "trestle-sink",
	.operands = "",
	.meaning = "Take mail by SMTP and file it.",
	.options = options_list,
	.usage_exit = EX_USAGE,
};

struct client {
	int fd;
	struct session *session;
};

/* All connections; polls[0] is the listener's, polls[i + 1] clients[i]'s. */
struct server {
	struct sink sink;
	struct client *clients;
	struct pollfd *polls;
	size_t n_clients;
};

static enum rc
listen_on(uint16_t port, int *ret_fd, uint16_t *ret_port, struct err *err)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) },
	};
	socklen_t n_address = sizeof(address);
	const int one = 1;
	auto_close int fd =
	    socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return err_errno(err, "cannot make a socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&address, n_address) != 0 ||
	    listen(fd, 128) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &n_address) != 0)
		return err_errno(err, "cannot listen on port %u", port);
	*ret_port = ntohs(address.sin_port);
	*ret_fd = take_fd(&fd);
	return RC_OK;
}

/* Whoever reads the file finds nothing or the whole port. */
static enum rc
tell_port(const char *path, uint16_t port, struct err *err)
{
	auto_free char *line = mem_format("%u\n", port);
	auto_close int fd = -1;
	struct stat st;

	if (path == NULL)
		return file_write_all(
		    STDOUT_FILENO, line, strlen(line), "standard output", err);
	if (stat(path, &st) != 0 || !S_ISFIFO(st.st_mode))
		return file_replace(path, line, strlen(line), 0666, err);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	return file_write_all(fd, line, strlen(line), path, err);
}

static void
add_client(struct server *server, int fd)
{
	const size_t i = server->n_clients++;
	const int one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	server->clients =
	    mem_grow(server->clients, i + 1, sizeof(server->clients[0]));
	server->polls =
	    mem_grow(server->polls, i + 2, sizeof(server->polls[0]));
	server->clients[i].fd = fd;
	server->clients[i].session = session_new(&server->sink);
	server->polls[i + 1] = (struct pollfd){ .fd = fd };
}

/* The last one takes the place. */
static void
remove_client(struct server *server, size_t i)
{
	const size_t last = --server->n_clients;

	close(server->clients[i].fd);
	session_free(server->clients[i].session);
	server->clients[i] = server->clients[last];
	server->polls[i + 1] = server->polls[last + 1];
}

/* False when the connection is lost. */
static bool
flush(const struct client *client)
{
	struct buf *output = session_output(client->session);
	ssize_t n;

	if (output->len == 0)
		return true;
	n = send(client->fd, output->data, output->len, MSG_NOSIGNAL);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	memmove(output->data, output->data + n, output->len - (size_t)n);
	output->len -= (size_t)n;
	return true;
}

/* False when the client is gone or has had its last answer. */
static bool
serve(const struct client *client, bool can_read)
{
	char bytes[65536];
	ssize_t n;

	/* Who does not read his answers is not read either. */
	if (can_read && session_output(client->session)->len == 0) {
		n = recv(client->fd, bytes, sizeof(bytes), 0);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			return false;
		if (n > 0)
			session_feed(client->session, bytes, (size_t)n);
	}
	return flush(client) &&
	    (session_output(client->session)->len > 0 ||
		!session_is_over(client->session));
}

static void
serve_all(struct server *server)
{
	/* Backwards: whoever takes the place of a removed one was served. */
	for (size_t i = server->n_clients; i-- > 0;)
		if (server->polls[i + 1].revents != 0 &&
		    !serve(&server->clients[i], true))
			remove_client(server, i);
}

static void
welcome(struct server *server, int listener)
{
	const int fd =
	    accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	add_client(server, fd);
	if (!serve(&server->clients[server->n_clients - 1], false))
		remove_client(server, server->n_clients - 1);
}

static void
run(struct server *server, int listener)
{
	server->polls = mem_zero(1, sizeof(server->polls[0]));
	server->polls[0] = (struct pollfd){ .fd = listener, .events = POLLIN };
	for (;;) {
		for (size_t i = 0; i < server->n_clients; i++) {
			struct session *session = server->clients[i].session;

			server->polls[i + 1].events =
			    session_output(session)->len > 0 ? POLLOUT : POLLIN;
		}
		if (poll(server->polls, server->n_clients + 1, -1) < 0)
			continue;
		serve_all(server);
		if (server->polls[0].revents != 0)
			welcome(server, listener);
	}
}

static int
fail(const char *what, enum rc rc, const struct err *err)
{
	log_error(what, err);
	return err_exit_code(rc);
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&command, argc, argv);
	auto_script struct script *script = NULL;
	auto_filing struct filing *filing = NULL;
	auto_close int listener = -1;
	struct server server = { .n_clients = 0 };
	struct err err = ERR_INIT;
	const char *dir = options_get(options, "dir");
	const char *port_text = options_get(options, "port");
	uint64_t wanted = 0;
	uint16_t port = 0;
	enum rc rc;

	if (dir == NULL || options_n_operands(options) != 0)
		options_misuse(&command, "--dir DIR and no operands");
	if (port_text != NULL && !ascii_number(port_text, 65535, &wanted))
		options_misuse(&command, "\"%s\" is no port", port_text);
	rc = script_load(options_get(options, "refuse"), &script, &err);
	if (rc != RC_OK)
		return fail("script", rc, &err);
	rc = filing_open(dir, options_has(options, "by-local-part"),
	    options_get(options, "log"), &filing, &err);
	if (rc != RC_OK)
		return fail("folder", rc, &err);
	rc = listen_on((uint16_t)wanted, &listener, &port, &err);
	if (rc != RC_OK)
		return fail("listen", rc, &err);
	rc = tell_port(options_get(options, "port-file"), port, &err);
	if (rc != RC_OK)
		return fail("port", rc, &err);
	server.sink.filing = filing;
	server.sink.script = script;
	server.sink.lf = options_has(options, "lf");
	run(&server, listener);
	return EX_OK;
}
