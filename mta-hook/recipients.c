/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-recipients: what Postfix asks whether an address is known, before
 * it takes the mail.  It speaks the policy delegation protocol of Postfix
 * (SMTPD_POLICY_README): requests of `name=value' lines, each ended by an
 * empty line, each answered by `action=...' and an empty line.  spawn(8)
 * starts one for a connection of an smtpd(8), which asks many times.
 *
 * The address map is opened anew for each request, so a list that was made a
 * moment ago is known, and the answer is the hook's own.  All that stands
 * between `action=' and the line end reaches the other side: it never says
 * why.  Standard error is the same socket, so trouble goes to the mail log.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <syslog.h>

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/spool/addressmap.h"

static const struct option_spec option_table[] = {
	{ "site", "DIR",
	    "the site folder (else $TRESTLE_SITE, else /var/lib/trestle)" },
	{ NULL, NULL, NULL },
};

static const struct command_spec command = {
	.name = "trestle-recipients",
	.operands = "",
	.meaning = "Tell Postfix which addresses there are (policy protocol).",
	.options = option_table,
	.usage_exit = EX_USAGE,
};

/* The attributes of one request that count here; NULL when empty. */
struct request {
	char *recipient;
	char *submitter;
};

static void
request_clear(struct request *request)
{
	mem_cleanup_free(&request->recipient);
	mem_cleanup_free(&request->submitter);
	*request = (struct request){ .recipient = NULL };
}

/* The first of a name counts: nothing later may overrule it. */
static void
take_attribute(const char *line, const char *name, char **field)
{
	size_t n_name = strlen(name);

	if (*field == NULL && strncmp(line, name, n_name) == 0 &&
	    line[n_name] == '=' && line[n_name + 1] != '\0')
		*field = mem_dup(line + n_name + 1);
}

/* Postfix asks with the address as the client wrote it, and only then reads
 * acme@lists.example.com. as the address without the last dot. */
static void
drop_last_dot(char *address)
{
	size_t n_bytes = strlen(address);

	if (n_bytes > 0 && address[n_bytes - 1] == '.')
		address[n_bytes - 1] = '\0';
}

/* Unknown and closed to the outside have the same words: RFC 3463 5.1.1. */
static const char *
action_for(const char *site_dir, struct request *request)
{
	auto_addressmap struct addressmap *map = NULL;
	struct err err = ERR_INIT;

	if (request->recipient == NULL)
		return "DUNNO";
	drop_last_dot(request->recipient);
	if (addressmap_open(site_dir, &map, &err) != RC_OK) {
		syslog(LOG_WARNING, "%s", err.text);
		return "451 4.3.5 The lists are out of order, try again later";
	}
	if (addressmap_refuses(map, request->recipient, request->submitter))
		return "550 5.1.1 No such address";
	return "DUNNO";
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&command, argc, argv);
	const char *site_dir = site_default_dir(options_get(options, "site"));
	auto_free char *line = NULL;
	size_t cap = 0;
	struct request request = { .recipient = NULL };
	ssize_t n_bytes;

	openlog(command.name, LOG_PID, LOG_MAIL);
	/* smtpd bounds its lines (line_length_limit), and nobody else asks. */
	while ((n_bytes = getline(&line, &cap, stdin)) > 0) {
		if (line[n_bytes - 1] == '\n')
			line[n_bytes - 1] = '\0';
		if (*line != '\0') {
			take_attribute(line, "recipient", &request.recipient);
			take_attribute(
			    line, "sasl_username", &request.submitter);
			continue;
		}
		printf("action=%s\n\n", action_for(site_dir, &request));
		if (fflush(stdout) != 0)
			break;
		request_clear(&request);
	}
	request_clear(&request);
	return EX_OK;
}
