/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/worker.h"

#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/mail/frame.h"
#include "lib/mail/worker-private.h"

/* RLIMIT_CPU counts the whole life of the process: its soft limit moves on
 * by the budget of one message. */
static void
allow_cpu(rlim_t budget_s)
{
	struct rusage used;
	struct rlimit limit;

	if (budget_s == RLIM_INFINITY)
		return;
	if (getrusage(RUSAGE_SELF, &used) != 0 ||
	    getrlimit(RLIMIT_CPU, &limit) != 0)
		return;
	limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	    1 + budget_s;
	setrlimit(RLIMIT_CPU, &limit);
}

static enum frame_result
answer_facts(int out_fd, const struct buf *message)
{
	auto_buf struct buf reply = BUF_INIT(WORKER_REPLY_BYTES);
	auto_facts struct facts *facts =
	    facts_parse(message->data, message->len);

	facts_encode(facts, &reply);
	if (buf_is_full(&reply))
		return FRAME_BAD;
	return frame_send(out_fd, reply.data, reply.len, FRAME_NO_DEADLINE);
}

static enum frame_result
answer_part(int out_fd, const struct buf *message, size_t i)
{
	auto_buf struct buf reply = BUF_INIT(WORKER_MESSAGE_BYTES);

	buf_putc(&reply, '1');
	if (!facts_part_content(message->data, message->len, i, &reply))
		return frame_send(out_fd, "0", 1, FRAME_NO_DEADLINE);
	return frame_send(out_fd, reply.data, reply.len, FRAME_NO_DEADLINE);
}

static enum frame_result
answer(int out_fd, const char *question, const struct buf *message)
{
	uint64_t i = 0;

	if (strcmp(question, WORKER_ASK_FACTS) == 0)
		return answer_facts(out_fd, message);
	if (ascii_has_prefix(question, WORKER_ASK_PART) &&
	    ascii_number(question + strlen(WORKER_ASK_PART), FACTS_PARTS, &i))
		return answer_part(out_fd, message, i);
	return FRAME_BAD;
}

int
worker_serve(int in_fd, int out_fd)
{
	auto_buf struct buf question = BUF_INIT(WORKER_QUESTION_BYTES);
	auto_buf struct buf message = BUF_INIT(WORKER_MESSAGE_BYTES);
	struct rlimit cpu = { .rlim_cur = RLIM_INFINITY };
	enum frame_result result;

	getrlimit(RLIMIT_CPU, &cpu);
	result = frame_send(out_fd, WORKER_GREETING, sizeof WORKER_GREETING - 1,
	    FRAME_NO_DEADLINE);
	while (result == FRAME_OK) {
		result = frame_receive(in_fd, &question, FRAME_NO_DEADLINE);
		if (result == FRAME_END)
			return EX_OK;
		if (result == FRAME_OK)
			result =
			    frame_receive(in_fd, &message, FRAME_NO_DEADLINE);
		if (result != FRAME_OK)
			break;
		allow_cpu(cpu.rlim_cur);
		result = answer(out_fd, buf_string(&question), &message);
	}
	return EX_SOFTWARE;
}
