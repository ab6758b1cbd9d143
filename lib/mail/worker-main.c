/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trestle-worker: bytes of mail in, facts out (worker.h).  What it parses is
 * written by anybody, so it gives up first whatever it will not need: memory,
 * time, files it could write, processes it could start.  It keeps a few
 * descriptors, because the C library loads charset converters from files.
 */
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/options.h"
#include "lib/mail/worker.h"

enum {
	FILES = 16,
	/* GMime recurses into nested groups, 200 bytes of stack a level. */
	STACK_BYTES = 100 * 1024 * 1024,
};

static const struct option_spec worker_options[] = {
	{ "memory", "BYTES", "limit of the address space" },
	{ "cpu", "SECONDS", "limit of the time for one message" },
	{ NULL, NULL, NULL },
};

static const struct command_spec worker_command = {
	.name = "trestle-worker",
	.operands = "",
	.meaning = "Turn messages on a socket into facts; started by the "
		   "programs of Trestle, never by hand.",
	.options = worker_options,
	.usage_exit = EX_USAGE,
};

/* The value of an option; RLIM_INFINITY when it is absent. */
static rlim_t
limit_option(const struct options *options, const char *name)
{
	const char *text = options_get(options, name);
	uint64_t value;

	if (text == NULL)
		return RLIM_INFINITY;
	if (!ascii_number(text, INT64_MAX, &value))
		options_misuse(&worker_command,
		    "--%s wants a number, not \"%s\"", name, text);
	return value;
}

/* Lower the soft limit, and the hard one where it shall never rise again. */
static bool
set_limit(__rlimit_resource_t resource, rlim_t value, bool is_forever)
{
	struct rlimit limit;

	if (value == RLIM_INFINITY)
		return true;
	if (getrlimit(resource, &limit) != 0)
		return false;
	limit.rlim_cur = value < limit.rlim_max ? value : limit.rlim_max;
	if (is_forever)
		limit.rlim_max = limit.rlim_cur;
	return setrlimit(resource, &limit) == 0;
}

static bool
set_limits(rlim_t memory_bytes, rlim_t cpu_s)
{
#ifdef __SANITIZE_ADDRESS__
	/* The sanitizer reserves terabytes of addresses. */
	memory_bytes = RLIM_INFINITY;
#endif
	return set_limit(RLIMIT_STACK, STACK_BYTES, false) &&
	    set_limit(RLIMIT_AS, memory_bytes, true) &&
	    set_limit(RLIMIT_CPU, cpu_s, false) &&
	    set_limit(RLIMIT_NOFILE, FILES, true) &&
	    set_limit(RLIMIT_FSIZE, 0, true) &&
	    set_limit(RLIMIT_CORE, 0, true) &&
	    set_limit(RLIMIT_NPROC, 0, true) &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

int
main(int argc, char **argv)
{
	auto_options struct options *options =
	    options_parse(&worker_command, argc, argv);
	rlim_t memory_bytes = limit_option(options, "memory");
	rlim_t cpu_s = limit_option(options, "cpu");

	if (options_n_operands(options) > 0)
		options_misuse(&worker_command, "there are no operands");
	if (!set_limits(memory_bytes, cpu_s))
		return EX_OSERR;
	return worker_serve(STDIN_FILENO, STDOUT_FILENO);
}
