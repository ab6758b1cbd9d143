/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker that does what a message tells it to: the double of
 * trestle-worker in mail-worker.c.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/mail/facts.h"
#include "lib/mail/frame.h"
#include "lib/mail/worker-private.h"

static enum frame_result
answer(const struct buf *message)
{
	auto_buf struct buf reply = BUF_INIT(WORKER_REPLY_BYTES);
	auto_facts struct facts *facts =
	    facts_parse(message->data, message->len);

	facts_encode(facts, &reply);
	return frame_send(
	    STDOUT_FILENO, reply.data, reply.len, FRAME_NO_DEADLINE);
}

static enum frame_result
obey(struct buf *message)
{
	const char *text = buf_string(message);

	if (strstr(text, "please crash") != NULL)
		raise(SIGTERM);
	if (strstr(text, "please exit") != NULL)
		exit(3);
	if (strstr(text, "please hang") != NULL)
		for (;;)
			pause();
	if (strstr(text, "please lie") != NULL)
		return frame_send(
		    STDOUT_FILENO, "nonsense", 8, FRAME_NO_DEADLINE);
	if (strstr(text, "please boast") != NULL)
		return (enum frame_result)(
		    write(STDOUT_FILENO, "\377\377\377\377\377\377\377\177",
			8) != 8);
	return answer(message);
}

int
main(void)
{
	auto_buf struct buf question = BUF_INIT(WORKER_QUESTION_BYTES);
	auto_buf struct buf message = BUF_INIT(WORKER_MESSAGE_BYTES);
	enum frame_result result = frame_send(STDOUT_FILENO, WORKER_GREETING,
	    strlen(WORKER_GREETING), FRAME_NO_DEADLINE);

	while (result == FRAME_OK) {
		result =
		    frame_receive(STDIN_FILENO, &question, FRAME_NO_DEADLINE);
		if (result == FRAME_OK)
			result = frame_receive(
			    STDIN_FILENO, &message, FRAME_NO_DEADLINE);
		if (result == FRAME_OK)
			result = obey(&message);
	}
	return EXIT_SUCCESS;
}
