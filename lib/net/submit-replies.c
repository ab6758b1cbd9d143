/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/net/submit-replies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

struct replies *
replies_new(size_t n_recipients)
{
	struct replies *replies = mem_zero(1, sizeof(*replies));

	replies->n_recipients = n_recipients;
	replies->results = mem_zero(n_recipients, sizeof(replies->results[0]));
	/* A hostile server may talk without end: what does not fit in a
	 * result is of no use. */
	replies->text.max_bytes = sizeof(replies->results[0].reply) - 1;
	return replies;
}

void
replies_free(struct replies *replies)
{
	if (replies == NULL)
		return;
	buf_release(&replies->text);
	free(replies->results);
	free(replies);
}

void
replies_cleanup(struct replies **replies)
{
	replies_free(*replies);
}

void
replies_command(struct replies *replies, const char *command, size_t n_bytes)
{
	const char *verb = n_bytes >= 4 ? command : "????";
	const enum submit_stage stage = replies->stage;

	/* RSET and QUIT may follow; they change nothing. */
	if (stage == STAGE_DONE || stage == STAGE_BROKEN)
		return;
	if (ascii_equal_n(verb, 4, "MAIL"))
		replies->stage =
		    stage == STAGE_HELLO ? STAGE_MAIL : STAGE_BROKEN;
	else if (ascii_equal_n(verb, 4, "RCPT"))
		replies->stage = stage == STAGE_BETWEEN &&
			replies->n_answered < replies->n_recipients
		    ? STAGE_RCPT
		    : STAGE_BROKEN;
	else if (ascii_equal_n(verb, 4, "DATA"))
		replies->stage = stage == STAGE_BETWEEN &&
			replies->n_answered == replies->n_recipients
		    ? STAGE_DATA
		    : STAGE_BROKEN;
	else if (stage != STAGE_HELLO)
		replies->stage = STAGE_BROKEN;
}

static enum rc
code_rc(int code)
{
	if (code / 100 == 2)
		return RC_OK;
	return code / 100 == 4 ? RC_TEMP : RC_PERM;
}

/* Recipient i gets this result; a later refusal of the whole message may
 * replace RC_OK. */
static void
set_result(struct replies *replies, size_t i, enum rc rc)
{
	struct submit_result *result = &replies->results[i];

	result->rc = rc;
	result->reply[0] = '\0';
	if (rc != RC_OK)
		snprintf(result->reply, sizeof(result->reply), "%s",
		    buf_string(&replies->text));
}

/* One reply for all who are not refused yet. */
static void
finish(struct replies *replies, enum rc rc)
{
	for (size_t i = 0; i < replies->n_recipients; i++)
		if (replies->results[i].rc == RC_OK)
			set_result(replies, i, rc);
	replies->stage = STAGE_DONE;
}

static void
answer_recipient(struct replies *replies, int code)
{
	/* RFC 5321 4.5.3.1.10: 552 to RCPT means too many recipients, and is
	 * to be taken as 452. */
	const enum rc rc = code == 552 ? RC_TEMP : code_rc(code);

	set_result(replies, replies->n_answered, rc);
	replies->n_answered++;
	if (rc == RC_OK)
		replies->n_accepted++;
	replies->stage = STAGE_BETWEEN;
	if (replies->n_answered == replies->n_recipients &&
	    replies->n_accepted == 0)
		replies->stage = STAGE_DONE;
}

/* A whole reply behind the greeting, neither 354 to DATA nor 421. */
static void
answer(struct replies *replies, int code)
{
	const int class = code / 100;

	if (class != 2 && class != 4 && class != 5) {
		replies->stage = STAGE_BROKEN;
		return;
	}
	switch (replies->stage) {
	case STAGE_MAIL:
		if (class == 2)
			replies->stage = STAGE_BETWEEN;
		else
			finish(replies, code_rc(code));
		break;
	case STAGE_RCPT:
		answer_recipient(replies, code);
		break;
	case STAGE_DATA:
		if (class == 2)
			replies->stage = STAGE_BROKEN;
		else
			finish(replies, code_rc(code));
		break;
	case STAGE_TEXT:
		finish(replies, code_rc(code));
		break;
	default: /* A reply to no command. */
		replies->stage = STAGE_BROKEN;
		break;
	}
}

/* Take up a line into the text of its reply: the first one whole, of the
 * following ones what stands behind the code. */
static void
add_text(struct replies *replies, const char *line, size_t n_bytes)
{
	size_t i = 0;

	if (!replies->is_inside)
		buf_clear(&replies->text);
	else
		i = 3;
	for (; i < n_bytes; i++) {
		const char c = i == 3 ? ' ' : line[i];

		buf_putc(&replies->text,
		    ascii_is_control(c) || (c & 0x80) != 0 ? '?' : c);
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

void
replies_line(struct replies *replies, const char *line, size_t n_bytes)
{
	int code;

	if (replies->stage == STAGE_DONE || replies->stage == STAGE_BROKEN)
		return;
	while (n_bytes > 0 &&
	    (line[n_bytes - 1] == '\n' || line[n_bytes - 1] == '\r'))
		n_bytes--;
	/* curl, too, passes over what is no reply. */
	if (n_bytes < 3 || !is_digit(line[0]) || !is_digit(line[1]) ||
	    !is_digit(line[2]))
		return;
	add_text(replies, line, n_bytes);
	replies->is_inside = n_bytes > 3 && line[3] == '-';
	if (replies->is_inside)
		return;
	code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
	if (code == 354 && replies->stage == STAGE_DATA) {
		replies->stage = STAGE_TEXT;
		replies->text_was_asked = true;
	} else if (code == 421) {
		replies->stage = STAGE_BROKEN;
	} else if (replies->stage != STAGE_HELLO) {
		answer(replies, code);
	}
}

bool
replies_are_complete(const struct replies *replies)
{
	return replies->stage == STAGE_DONE;
}

const char *
replies_last(struct replies *replies)
{
	return buf_string(&replies->text);
}
