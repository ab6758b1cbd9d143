/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/holdtext.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "list-manager/decide.h"
#include "list-manager/listaddress.h"

enum { EXCERPT_LINES = 15, EXCERPT_BYTES = 1500, TEXT_BYTES = 64 * 1024 };

/* The beginning of what was written, set in, so that nothing in it can be
 * taken for our own words. */
static void
write_excerpt(struct buf *text, const char *written)
{
	const char *end = written + strnlen(written, EXCERPT_BYTES);
	int n_lines = 0;

	/* Never half a character. */
	while (end > written && ((unsigned char)*end & 0xc0) == 0x80)
		end--;
	while (written < end && n_lines++ < EXCERPT_LINES) {
		const char *lf = memchr(written, '\n', (size_t)(end - written));
		const char *stop = lf != NULL ? lf : end;

		if (stop > written)
			buf_puts(text, "    ");
		buf_add(text, written, (size_t)(stop - written));
		buf_putc(text, '\n');
		written = stop + (lf != NULL);
	}
	if (*written != '\0')
		buf_puts(text, "    [...]\n");
}

static void
write_letter(
    struct buf *text, const struct posting *posting, const char *to_address)
{
	const struct message *message = &posting->letter->message;
	char date[CLOCK_DATE_BYTES];

	clock_rfc5322(message->date_s, date);
	buf_format(text, "    From: %s <%s>\n    To: %s\n", message->from_name,
	    message->from_address, to_address);
	buf_format(
	    text, "    Date: %s\n    Subject: %s\n\n", date, message->subject);
	write_excerpt(text, posting->letter->facts->text);
	buf_putc(text, '\n');
}

static void
write_deadline(struct buf *text, int64_t deadline_s)
{
	char date[CLOCK_DATE_BYTES];

	clock_rfc5322(deadline_s, date);
	buf_format(text, "Without an answer it is dropped on %s.\n", date);
}

static const char *
moderation_reason(unsigned reason)
{
	switch (reason) {
	case HOLD_STRANGER:
		return "its author is not a member of the list";
	case HOLD_NO_AUTHOR:
		return "it does not name exactly one author";
	case HOLD_UNPROVEN:
		return "it says that one of us wrote it, and nothing proves "
		       "that";
	default:
		return "it was addressed to the inside as well";
	}
}

char *
holdtext_moderate(const struct site *site, const struct posting *posting,
    unsigned reasons, int64_t deadline_s)
{
	auto_free char *to =
	    list_post_address(site, posting->list->name, posting->side);
	struct buf text = BUF_INIT(TEXT_BYTES);

	buf_format(&text, "A message to %s waits for your answer:\n", to);
	for (unsigned bit = 1; bit <= reasons; bit <<= 1)
		if ((reasons & bit) != 0)
			buf_format(&text, "- %s\n", moderation_reason(bit));
	buf_puts(&text,
	    "\nReply to this mail with one word on the first line:\n\n"
	    "    accept     it is sent to the list\n"
	    "    reject     it is not sent, and its author is told\n"
	    "    discard    it is not sent, and nobody is told\n\n"
	    "In French: accepter, refuser, jeter.\n");
	write_deadline(&text, deadline_s);
	buf_puts(&text, "\nThe message:\n\n");
	write_letter(&text, posting, to);
	return buf_take(&text);
}

char *
holdtext_moderate_subject(const struct posting *posting)
{
	return mem_format("%s: a message from %s waits for you",
	    posting->list->name, posting->letter->message.from_address);
}

static void
write_question(struct buf *text, unsigned reasons, const char *to)
{
	if ((reasons & HOLD_UNPROVEN) != 0)
		buf_format(text,
		    "A message that says it is yours came in for\n%s, and "
		    "nothing proves that you wrote it.\nIt has not been "
		    "sent.\n\n",
		    to);
	if ((reasons & HOLD_BOTH_SIDES) != 0)
		buf_format(text,
		    "You wrote to the inside and to %s,\nwhich the client "
		    "reads, in one message.  The inside has it.\nThe client "
		    "does not have it yet.\n\n",
		    to);
}

char *
holdtext_confirm(const struct site *site, const struct posting *posting,
    unsigned reasons, int64_t deadline_s)
{
	auto_free char *to =
	    list_post_address(site, posting->list->name, posting->side);
	struct buf text = BUF_INIT(TEXT_BYTES);

	write_question(&text, reasons, to);
	buf_format(&text,
	    "Reply to this mail with one word on the first line:\n\n"
	    "    yes    %sit is sent to %s\n"
	    "    no     it is not sent\n\n"
	    "In French: oui, non.\n",
	    (reasons & HOLD_UNPROVEN) != 0 ? "I wrote it, and " : "", to);
	write_deadline(&text, deadline_s);
	buf_puts(&text, "\nThe message:\n\n");
	write_letter(&text, posting, to);
	return buf_take(&text);
}

char *
holdtext_confirm_subject(const struct posting *posting, unsigned reasons)
{
	if ((reasons & HOLD_UNPROVEN) != 0)
		return mem_format(
		    "%s: did you write this?", posting->list->name);
	return mem_format(
	    "%s: shall the client read this?", posting->list->name);
}
