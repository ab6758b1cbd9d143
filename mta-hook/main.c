/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-hook: what the MTA runs for a message to one of our addresses.
 * It makes the message durable and says so by its exit code (sysexits.h),
 * and it knows the envelope only.
 *
 * What an MTA makes of an exit code loses or keeps mail: Postfix bounces on
 * exit(1), Exim when a signal ends the process.  So all that is not decided
 * here is EX_TEMPFAIL.  Postfix reads a leading D.S.N of our output before
 * the code (pipe(8)): the two always agree.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/options.h"
#include "lib/base/site.h"
#include "lib/spool/addressmap.h"
#include "lib/spool/spool.h"

static const struct option_spec option_table[] = {
	{ "site", "DIR",
	    "the site folder (else $TRESTLE_SITE, else /var/lib/trestle)" },
	{ "sender", "ADDRESS",
	    "the envelope sender; empty or absent for the null sender" },
	{ "submitter", "ADDRESS",
	    "who authenticated with the MTA; empty when nobody did" },
	{ "client", "IP", "the address that the message came from" },
	{ NULL, NULL, NULL },
};

static const struct command_spec command = {
	.name = "trestle-hook",
	.operands = "RECIPIENT...",
	.meaning = "Take a message from the MTA, on standard input.",
	.options = option_table,
	.usage_exit = EX_TEMPFAIL,
};

static void
end_on_signal(int number)
{
	(void)number;
	_exit(EX_TEMPFAIL);
}

/* Whatever ends us, the MTA keeps the mail.  A draft that is left behind is
 * swept by the manager.  Writing past a limit is an errno like any other. */
static void
keep_mail_on_signals(void)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGTERM, SIGALRM, SIGXCPU,
		SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };

	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		signal(deadly[i], end_on_signal);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

/* --help ends with 0, which tells an MTA that its mail is safe: it must
 * stand alone, where no recipient can be meant. */
static void
refuse_hidden_help(int argc, char **argv)
{
	for (int i = 1; argc > 2 && i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return;
		if (ascii_has_prefix(argv[i], "--help") ||
		    ascii_has_prefix(argv[i], "--version"))
			options_misuse(
			    &command, "%s takes no other argument", argv[i]);
	}
}

/* Postfix writes the null sender as MAILER-DAEMON unless its null_sender is
 * set; an address always has a domain by then.  Others write `<>'. */
static const char *
sender_of(const char *option)
{
	if (option == NULL || strcmp(option, "<>") == 0 ||
	    ascii_equal(option, "MAILER-DAEMON"))
		return "";
	return option;
}

/* A copy; NULL for what the MTA left empty. */
static char *
dup_given(const char *option)
{
	return option != NULL && *option != '\0' ? mem_dup(option) : NULL;
}

static void
read_envelope(const struct options *options, struct envelope *ret)
{
	ret->received_s = clock_now_s();
	ret->sender = mem_dup(sender_of(options_get(options, "sender")));
	ret->submitter = dup_given(options_get(options, "submitter"));
	ret->client = dup_given(options_get(options, "client"));
	for (size_t i = 0; i < options_n_operands(options); i++)
		strv_add(&ret->recipients, options_operand(options, i));
}

static bool
knows_any(const struct addressmap *map, const struct envelope *envelope)
{
	for (size_t i = 0; i < envelope->recipients.n; i++) {
		if (addressmap_knows(
			map, envelope->recipients.v[i], envelope->submitter))
			return true;
	}
	return false;
}

/* The first recipient stands for all: a bounce names them anyway. */
static enum rc
unknown(const struct envelope *envelope, struct err *err)
{
	auto_free char *first = ascii_printable(envelope->recipients.v[0], 200);

	return err_set(err, RC_NOENT, "5.1.1", "there is no address %s here%s",
	    first, envelope->recipients.n > 1 ? ", nor the others" : "");
}

static enum rc
take_message(
    const char *site_dir, const struct envelope *envelope, struct err *err)
{
	auto_addressmap struct addressmap *map = NULL;
	auto_spool struct spool *spool = NULL;
	auto_free char *spool_dir = file_join(site_dir, SITE_SPOOL);
	enum rc rc;

	rc = addressmap_open(site_dir, &map, err);
	if (rc != RC_OK)
		return rc;
	if (!knows_any(map, envelope))
		return unknown(envelope, err);
	rc = spool_open(spool_dir, &spool, err);
	if (rc != RC_OK)
		return rc;
	return spool_accept(
	    spool, envelope, STDIN_FILENO, addressmap_max_bytes(map), err);
}

static int
exit_code(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return EX_OK;
	case RC_NOENT:
		return EX_NOUSER;
	case RC_PERM:
		return EX_DATAERR;
	case RC_TEMP:
		break;
	}
	return EX_TEMPFAIL;
}

int
main(int argc, char **argv)
{
	auto_envelope struct envelope envelope = ENVELOPE_INIT;
	auto_options struct options *options = NULL;
	struct err err = ERR_INIT;
	enum rc rc;

	keep_mail_on_signals();
	umask(077);
	refuse_hidden_help(argc, argv);
	options = options_parse(&command, argc, argv);
	if (options_n_operands(options) == 0)
		options_misuse(&command, "no recipient is given");

	read_envelope(options, &envelope);
	rc = take_message(
	    site_default_dir(options_get(options, "site")), &envelope, &err);
	if (rc != RC_OK)
		fprintf(stderr, "%s %s\n", err.status, err.text);
	return exit_code(rc);
}
