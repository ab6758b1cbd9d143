/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/worker.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/child.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/mail/bounds.h"
#include "lib/mail/frame.h"
#include "lib/mail/worker-private.h"

struct worker {
	char *program;
	struct worker_limits limits;
	pid_t pid; /* 0 while there is none */
	int fd; /* our end of the socket, -1 while there is none */
	unsigned n_starts;
	bool has_question; /* worker_foresee asked it */
};

const struct worker_limits worker_default_limits = {
	.memory_bytes = 1024UL * 1024 * 1024,
	.cpu_s = 30,
	.wall_s = 60,
};

struct worker *
worker_new(const char *program, const struct worker_limits *limits)
{
	struct worker *worker = mem_zero(1, sizeof *worker);

	worker->program = mem_dup(program);
	worker->limits = *limits;
	worker->fd = -1;
	return worker;
}

/* Kill the child and say how it ended: by itself, if it had ended before.
 * It holds nothing that a gentle end would save. */
static int
worker_stop(struct worker *worker)
{
	int status = 0;

	if (worker->pid == 0)
		return 0;
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	worker->pid = 0;
	worker->has_question = false;
	close(take_fd(&worker->fd));
	return status;
}

void
worker_free(struct worker *worker)
{
	if (worker == NULL)
		return;
	worker_stop(worker);
	free(worker->program);
	free(worker);
}

void
worker_cleanup(struct worker **worker)
{
	worker_free(*worker);
}

unsigned
worker_n_starts(const struct worker *worker)
{
	return worker->n_starts;
}

static int64_t
deadline_ms(const struct worker *worker)
{
	return clock_monotonic_ms() + (int64_t)worker->limits.wall_s * 1000;
}

/* A program that is not ours, or whose limits are too tight to begin, must
 * not be counted against a message. */
static enum rc
worker_await_greeting(struct worker *worker, struct err *err)
{
	auto_buf struct buf greeting = BUF_INIT(WORKER_GREETING_BYTES);
	enum frame_result result =
	    frame_receive(worker->fd, &greeting, deadline_ms(worker));

	if (result == FRAME_OK &&
	    strcmp(buf_string(&greeting), WORKER_GREETING) == 0)
		return RC_OK;
	worker_stop(worker);
	return err_set(err, RC_TEMP, "4.3.0",
	    "%s does not answer as a worker; is it of the same version, and "
	    "may it use %zu bytes of memory?",
	    worker->program, worker->limits.memory_bytes);
}

static enum rc
worker_start(struct worker *worker, struct err *err)
{
	auto_free char *memory =
	    mem_format("--memory=%zu", worker->limits.memory_bytes);
	auto_free char *cpu = mem_format("--cpu=%u", worker->limits.cpu_s);
	char *argv[] = { worker->program, memory, cpu, NULL };
	auto_close int ours = -1;
	auto_close int theirs = -1;
	int pair[2];
	enum rc rc;

	if (worker->pid != 0)
		return RC_OK;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_errno(
		    err, "cannot make a socket for %s", worker->program);
	ours = pair[0];
	theirs = pair[1];
	rc = child_start(
	    worker->program, argv, theirs, theirs, &worker->pid, err);
	if (rc != RC_OK)
		return rc;
	/* While we held their end too, their death would be no end of file. */
	close(take_fd(&theirs));
	worker->fd = take_fd(&ours);
	worker->n_starts++;
	return worker_await_greeting(worker, err);
}

static enum frame_result
worker_send(struct worker *worker, const char *question, const char *raw,
    size_t n_raw, int64_t deadline)
{
	enum frame_result result =
	    frame_send(worker->fd, question, strlen(question), deadline);

	return result == FRAME_OK ? frame_send(worker->fd, raw, n_raw, deadline)
				  : result;
}

/* One question about a message, unless it was asked already, and its
 * answer. */
static enum frame_result
worker_ask(struct worker *worker, const char *question, const char *raw,
    size_t n_raw, struct buf *reply)
{
	int64_t deadline = deadline_ms(worker);
	enum frame_result result = worker->has_question
	    ? FRAME_OK
	    : worker_send(worker, question, raw, n_raw, deadline);

	worker->has_question = false;
	if (result == FRAME_OK)
		result = frame_receive(worker->fd, reply, deadline);
	return result;
}

/* How the worker ended, in a few words for the operator. */
static char *
describe_death(
    const struct worker *worker, enum frame_result result, int status)
{
	if (result == FRAME_LATE)
		return mem_format(
		    "no answer within %u seconds", worker->limits.wall_s);
	if (result != FRAME_END)
		return mem_dup("an answer that is none");
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		return mem_format("signal %d", WTERMSIG(status));
	if (WIFEXITED(status))
		return mem_format("exit status %d", WEXITSTATUS(status));
	return mem_dup("killed");
}

/* Does the reply make sense?  If so *ret is what it says. */
typedef bool understand(struct buf *reply, void *ret);

/* Ask until an answer makes sense or the worker died too often of it; RC_PERM
 * then, with *ret_died set. */
static enum rc
worker_insist(struct worker *worker, const char *question, const char *raw,
    size_t n_raw, struct buf *reply, understand *is_understood, void *ret,
    int *ret_died, struct err *err)
{
	auto_free char *death = NULL;

	for (int n_deaths = 0; n_deaths < WORKER_DEATHS; n_deaths++) {
		enum rc rc = worker_start(worker, err);
		enum frame_result result;

		if (rc != RC_OK)
			return rc;
		result = worker_ask(worker, question, raw, n_raw, reply);
		if (result == FRAME_OK && is_understood(reply, ret))
			return RC_OK;
		free(death);
		death = describe_death(worker, result, worker_stop(worker));
	}
	*ret_died = 1;
	return err_set(err, RC_PERM, "5.3.0",
	    "the parser died %d times of this message (%s)", WORKER_DEATHS,
	    death);
}

static bool
is_facts(struct buf *reply, void *ret)
{
	return facts_decode(buf_string(reply), reply->len, ret, NULL) == RC_OK;
}

static bool
is_content(struct buf *reply, void *ret)
{
	bool *has_content = ret;

	*has_content = reply->len > 0 && reply->data[0] == '1';
	return *has_content || (reply->len == 1 && reply->data[0] == '0');
}

void
worker_foresee(struct worker *worker, const char *raw, size_t n_raw)
{
	assert(!worker->has_question);
	if (bounds_check(raw, n_raw, NULL) != RC_OK ||
	    worker_start(worker, NULL) != RC_OK)
		return;
	if (worker_send(worker, WORKER_ASK_FACTS, raw, n_raw,
		deadline_ms(worker)) == FRAME_OK)
		worker->has_question = true;
	else
		worker_stop(worker);
}

enum rc
worker_parse(struct worker *worker, const char *raw, size_t n_raw,
    struct facts **ret, int *ret_died, struct err *err)
{
	auto_buf struct buf reply = BUF_INIT(WORKER_REPLY_BYTES);
	enum rc rc = bounds_check(raw, n_raw, err);

	*ret_died = 0;
	if (rc != RC_OK)
		return rc;
	return worker_insist(worker, WORKER_ASK_FACTS, raw, n_raw, &reply,
	    is_facts, ret, ret_died, err);
}

enum rc
worker_part(struct worker *worker, const char *raw, size_t n_raw, size_t i,
    char **ret, size_t *ret_n, struct err *err)
{
	auto_buf struct buf reply = BUF_INIT(WORKER_MESSAGE_BYTES);
	auto_free char *question = mem_format(WORKER_ASK_PART "%zu", i);
	bool has_content = false;
	int died = 0;
	enum rc rc = bounds_check(raw, n_raw, err);

	if (rc == RC_OK)
		rc = worker_insist(worker, question, raw, n_raw, &reply,
		    is_content, &has_content, &died, err);
	if (rc != RC_OK)
		return rc;
	if (!has_content)
		return RC_NOENT;
	reply.len--;
	memmove(reply.data, reply.data + 1, reply.len);
	*ret_n = reply.len;
	*ret = buf_take(&reply);
	return RC_OK;
}
