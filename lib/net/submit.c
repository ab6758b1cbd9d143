/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libcurl's SMTP client and its quirks, which stay in this file:
 *
 * - The answers to single recipients are heard by the debug function, which
 *   sees each command and each reply line in order; submit-replies.c pairs
 *   them.  So VERBOSE is on although nothing is printed.
 * - curl's own result is believed only where the pairing has no verdict: for
 *   curl it is an error when all are refused (CURLE_SEND_ERROR), for us these
 *   are answers.
 * - Addresses are sent verbatim, line ends too: we check them.
 * - curl stuffs dots; line ends and the SIZE are ours.
 * - BODY=8BITMIME cannot be said: there is no option for it, and parameters
 *   smuggled in behind the sender end in a stray '>' and go out before EHLO
 *   has told whether the server knows them.  MTAs on the same machine take
 *   8-bit bodies undeclared.
 * - A kept connection that the server has closed meanwhile (idle, or 421
 *   after so many messages) fails at its next MAIL; curl tries again for
 *   HTTP only, so we do, once.
 */
#include "lib/net/submit.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/net/lines.h"
#include "lib/net/submit-replies.h"

#if LIBCURL_VERSION_NUM >= 0x080200
#define RECIPIENT_MAY_FAIL CURLOPT_MAIL_RCPT_ALLOWFAILS
#else
#define RECIPIENT_MAY_FAIL CURLOPT_MAIL_RCPT_ALLLOWFAILS
#endif

enum {
	CONNECT_S = 10,
	/* RFC 5321 4.5.3.2 asks for 5 minutes for most replies and 10 for
	 * the last; curl has one value for all. */
	REPLY_S = 600,
	/* A thousand recipients and 100 MB over a slow line, and an end. */
	TRANSACTION_S = 3600,
};

struct submit {
	char *server;
	CURL *curl;
	unsigned n_connections;
	char reason[CURL_ERROR_SIZE];
};

/* The text on its way: header, then body, through one converter. */
struct text {
	const char *part[2];
	size_t n_left[2];
	struct lines lines;
};

static size_t
read_text(char *out, size_t size_bytes, size_t n, void *context)
{
	struct text *text = context;
	const size_t n_out = size_bytes * n;
	size_t n_written = 0;

	for (size_t i = 0; i < 2; i++)
		n_written += lines_convert(&text->lines, &text->part[i],
		    &text->n_left[i], out + n_written, n_out - n_written);
	if (text->n_left[0] == 0 && text->n_left[1] == 0 &&
	    n_out - n_written >= LINES_ROOM_BYTES)
		n_written += lines_finish(&text->lines, out + n_written);
	return n_written;
}

/* How many bytes read_text will yield: for SIZE (RFC 1870). */
static size_t
count_text(const struct text *text)
{
	struct lines lines = LINES_INIT;
	char end[LINES_ROOM_BYTES];
	size_t n = 0;

	for (size_t i = 0; i < 2; i++)
		n += lines_count(&lines, text->part[i], text->n_left[i]);
	return n + lines_finish(&lines, end);
}

static int
overhear(
    CURL *curl, curl_infotype type, char *bytes, size_t n_bytes, void *context)
{
	struct replies *replies = context;

	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		replies_command(replies, bytes, n_bytes);
	else if (type == CURLINFO_HEADER_IN)
		replies_line(replies, bytes, n_bytes);
	return 0;
}

static void *
grow(void *old, size_t n_bytes)
{
	return mem_grow(old, 1, n_bytes);
}

struct submit *
submit_new(const char *server)
{
	struct submit *submit = mem_zero(1, sizeof(*submit));
	auto_free char *url = mem_format("smtp://%s", server);
	CURL *curl;

	/* With our allocator nothing in curl can fail for want of memory.
	 * Only the first call of a process counts. */
	curl_global_init_mem(
	    CURL_GLOBAL_DEFAULT, mem_alloc, free, grow, mem_dup, mem_zero);
	curl = curl_easy_init();
	assert(curl != NULL);
	submit->server = mem_dup(server);
	submit->curl = curl;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, RECIPIENT_MAY_FAIL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)REPLY_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TRANSACTION_S);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_text);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, submit->reason);
	return submit;
}

void
submit_free(struct submit *submit)
{
	if (submit == NULL)
		return;
	/* Closing says QUIT, which is nobody's transaction. */
	curl_easy_setopt(submit->curl, CURLOPT_VERBOSE, 0L);
	curl_easy_cleanup(submit->curl);
	curl_global_cleanup();
	free(submit->server);
	free(submit);
}

void
submit_cleanup(struct submit **submit)
{
	submit_free(*submit);
}

unsigned
submit_n_connections(const struct submit *submit)
{
	return submit->n_connections;
}

/* May this stand between the angle brackets of MAIL or RCPT? */
static enum rc
check_address(const char *address, struct err *err)
{
	for (const char *c = address; *c != '\0'; c++)
		if (ascii_is_control(*c) || strchr("<> ", *c) != NULL) {
			auto_free char *shown = ascii_printable(address, 100);

			return err_set(err, RC_PERM, "5.1.3",
			    "the address \"%s\" cannot be sent: it has a "
			    "space, an angle bracket or a control character",
			    shown);
		}
	return RC_OK;
}

static void
slist_cleanup(struct curl_slist **list)
{
	curl_slist_free_all(*list);
}

/* Each is appended to the last node: curl walks the list it is given. */
static struct curl_slist *
slist_of(const char *const *strings, size_t n_strings)
{
	struct curl_slist *first = NULL, *last = NULL;

	for (size_t i = 0; i < n_strings; i++) {
		last = curl_slist_append(last, strings[i]);
		if (first == NULL)
			first = last;
		else
			last = last->next;
	}
	return first;
}

/* Once through.  What curl makes of it goes to submit->reason only. */
static void
perform(struct submit *submit, struct text text, struct replies *replies,
    bool *ret_was_kept)
{
	CURL *curl = submit->curl;
	const curl_off_t n_bytes = (curl_off_t)count_text(&text);
	CURLcode code;
	long n_new = 0;

	submit->reason[0] = '\0';
	curl_easy_setopt(curl, CURLOPT_READDATA, &text);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, replies);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, n_bytes);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &n_new);
	submit->n_connections += (unsigned)n_new;
	/* No new one was made either when none could be made. */
	*ret_was_kept = n_new == 0 && code != CURLE_COULDNT_CONNECT &&
	    code != CURLE_COULDNT_RESOLVE_HOST &&
	    code != CURLE_OPERATION_TIMEDOUT;
	if (submit->reason[0] == '\0')
		snprintf(submit->reason, sizeof(submit->reason), "%s",
		    curl_easy_strerror(code));
}

static enum rc
broken(const struct submit *submit, struct replies *replies, struct err *err)
{
	const char *said = replies_last(replies);

	if (said[0] == '\0')
		return err_set(err, RC_TEMP, "4.4.1",
		    "the mail server %s cannot be reached: %s", submit->server,
		    submit->reason);
	return err_set(err, RC_TEMP, "4.4.2",
	    "the mail server %s broke off: %s (it said last: %s)",
	    submit->server, submit->reason, said);
}

enum rc
submit_message(struct submit *submit, const char *sender,
    const char *const *recipients, size_t n_recipients, const char *header,
    size_t n_header, const char *body, size_t n_body,
    struct submit_result *results, struct err *err)
{
	const struct text text = {
		.part = { header, body },
		.n_left = { n_header, n_body },
		.lines = LINES_INIT,
	};
	__attribute__((cleanup(slist_cleanup))) struct curl_slist *list = NULL;
	auto_replies struct replies *replies = replies_new(n_recipients);
	bool was_kept;
	enum rc rc = check_address(sender, err);

	for (size_t i = 0; rc == RC_OK && i < n_recipients; i++)
		rc = check_address(recipients[i], err);
	/* Without recipients curl would say VRFY. */
	if (rc != RC_OK || n_recipients == 0)
		return rc;

	list = slist_of(recipients, n_recipients);
	curl_easy_setopt(submit->curl, CURLOPT_MAIL_FROM, sender);
	curl_easy_setopt(submit->curl, CURLOPT_MAIL_RCPT, list);
	perform(submit, text, replies, &was_kept);
	/* A kept connection may have been stale.  As long as the server did
	 * not ask for the text it took nothing, and once more is no second
	 * copy. */
	if (!replies_are_complete(replies) && was_kept &&
	    !replies->text_was_asked) {
		replies_free(replies);
		replies = replies_new(n_recipients);
		curl_easy_setopt(submit->curl, CURLOPT_FRESH_CONNECT, 1L);
		perform(submit, text, replies, &was_kept);
		curl_easy_setopt(submit->curl, CURLOPT_FRESH_CONNECT, 0L);
	}
	curl_easy_setopt(submit->curl, CURLOPT_MAIL_RCPT, NULL);
	if (!replies_are_complete(replies))
		return broken(submit, replies, err);
	memcpy(results, replies->results, n_recipients * sizeof(results[0]));
	return RC_OK;
}
