/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/options.h"

#include <sys/wait.h>
#include <sysexits.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/strv.h"
#include "tests/tap.h"

static const struct option_spec specs[] = {
	{ "site", "DIR", "the folder of the site" },
	{ "sender", "ADDRESS", "the envelope sender" },
	{ "mixed", NULL, "a list with two sides" },
	{ "a-rather-long-option-name", "VALUE", "its meaning, in a new line" },
	{ 0 },
};

static const struct command_spec spec = {
	.name = "trestle-test",
	.operands = "RECIPIENT...",
	.meaning = "Tests options.",
	.options = specs,
	.usage_exit = EX_TEMPFAIL,
};

enum { MAX_WORDS = 8 };

/* The result as text: "site sender mixed|operand|operand|", "-" for what is
 * not given. */
static const struct {
	const char *name;
	const char *words[MAX_WORDS];
	const char *want;
} rows[] = {
	{ "nothing", { NULL }, "- - -|" },
	{ "two words", { "--site", "d", NULL }, "d - -|" },
	{ "one word", { "--site=d", NULL }, "d - -|" },
	{ "empty value", { "--sender=", NULL }, "-  -|" },
	{ "empty value behind", { "--sender", "", NULL }, "-  -|" },
	{ "an = in the value", { "--site=a=b", NULL }, "a=b - -|" },
	{ "flag", { "--mixed", "x", NULL }, "- - yes|x|" },
	{ "mixed with operands", { "a", "--site", "d", "b", NULL },
	    "d - -|a|b|" },
	{ "-- ends them", { "--", "--site", "-x", "--", NULL },
	    "- - -|--site|-x|--|" },
	{ "a value may begin with a dash", { "--site", "-d", NULL },
	    "-d - -|" },
	{ "a dash is an operand", { "-", NULL }, "- - -|-|" },
	{ "an empty operand", { "", NULL }, "- - -||" },
	{ "the last one counts", { "--site=a", "--site=b", NULL }, "b - -|" },
};

static const struct {
	const char *name;
	const char *words[MAX_WORDS];
	int exit_code;
	const char *want;
} ends[] = {
	{ "unknown", { "--list", NULL }, EX_TEMPFAIL,
	    "trestle-test: unknown option --list (see trestle-test --help)\n" },
	{ "a part of a name", { "--sit=x", NULL }, EX_TEMPFAIL,
	    "trestle-test: unknown option --sit (see trestle-test --help)\n" },
	{ "short", { "-s", NULL }, EX_TEMPFAIL,
	    "trestle-test: unknown option -s (see trestle-test --help)\n" },
	{ "no value", { "x", "--site", NULL }, EX_TEMPFAIL,
	    "trestle-test: --site needs a value: --site DIR "
	    "(see trestle-test --help)\n" },
	{ "value of a flag", { "--mixed=yes", NULL }, EX_TEMPFAIL,
	    "trestle-test: --mixed takes no value "
	    "(see trestle-test --help)\n" },
	{ "version", { "--version", NULL }, 0,
	    "trestle-test (Trestle) " PACKAGE_VERSION "\n" },
	{ "help", { "--help", NULL }, 0,
	    "usage: trestle-test [OPTION...] RECIPIENT...\n"
	    "Tests options.\n\n"
	    "  --site DIR                the folder of the site\n"
	    "  --sender ADDRESS          the envelope sender\n"
	    "  --mixed                   a list with two sides\n"
	    "  --a-rather-long-option-name VALUE\n"
	    "                            its meaning, in a new line\n"
	    "  --help                    print this and end\n"
	    "  --version                 print the version and end\n" },
};

/* argv as main gets it: the name of the program, the words, a NULL. */
static void
make_argv(const char *const words[], struct strv *ret)
{
	strv_add(ret, "test");
	for (; *words != NULL; words++)
		strv_add(ret, *words);
	strv_take(ret, NULL);
}

static void
check_row(const char *name, const char *const words[], const char *want)
{
	auto_strv struct strv argv = STRV_INIT;
	auto_options struct options *options = NULL;
	const char *site, *sender;
	auto_buf struct buf got = BUF_INIT(1000);

	make_argv(words, &argv);
	options = options_parse(&spec, (int)argv.n - 1, argv.v);
	site = options_get(options, "site");
	sender = options_get(options, "sender");
	buf_format(&got, "%s %s %s|", site != NULL ? site : "-",
	    sender != NULL ? sender : "-",
	    options_has(options, "mixed") ? "yes" : "-");
	for (size_t i = 0; i < options_n_operands(options); i++)
		buf_format(&got, "%s|", options_operand(options, i));
	tap_is_string(buf_string(&got), want, "%s", name);
}

static void
check_dash_operands(void)
{
	static const char *const words[] = { "-draft", "--mixed", "-from:x",
		NULL };
	struct command_spec lenient = spec;
	auto_strv struct strv argv = STRV_INIT;
	auto_options struct options *options = NULL;

	lenient.has_dash_operands = true;
	make_argv(words, &argv);
	options = options_parse(&lenient, (int)argv.n - 1, argv.v);
	tap_ok(options_has(options, "mixed"), "two dashes make an option");
	if (tap_is_int((intmax_t)options_n_operands(options), 2,
		"one dash an operand, where they may have one"))
		tap_is_string(
		    options_operand(options, 1), "-from:x", "as it is");
}

/* What a child that runs `run` prints on both streams, and how it ends. */
static void
check_end(const char *name, const char *const words[], int exit_code,
    const char *want)
{
	auto_strv struct strv argv = STRV_INIT;
	auto_buf struct buf got = BUF_INIT(10000);
	int ends_of_pipe[2], status = 0;
	pid_t pid;

	make_argv(words, &argv);
	if (pipe(ends_of_pipe) != 0)
		return;
	pid = fork();
	if (pid == 0) {
		dup2(ends_of_pipe[1], STDOUT_FILENO);
		dup2(ends_of_pipe[1], STDERR_FILENO);
		close(ends_of_pipe[0]);
		close(ends_of_pipe[1]);
		options_free(options_parse(&spec, (int)argv.n - 1, argv.v));
		options_misuse(&spec, "%s %d", "not ended", 1);
	}
	close(ends_of_pipe[1]);
	file_read_all(ends_of_pipe[0], &got, "the pipe", NULL);
	close(ends_of_pipe[0]);
	waitpid(pid, &status, 0);
	tap_is_string(buf_string(&got), want, "%s: printed", name);
	tap_is_int(WEXITSTATUS(status), exit_code, "%s: exit code", name);
}

int
main(void)
{
	const char *const none[] = { NULL };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(rows[i].name, rows[i].words, rows[i].want);
	check_dash_operands();
	fflush(stdout);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		check_end(ends[i].name, ends[i].words, ends[i].exit_code,
		    ends[i].want);
	check_end("misuse seen by the program", none, EX_TEMPFAIL,
	    "trestle-test: not ended 1 (see trestle-test --help)\n");
	options_free(NULL);
	return tap_done();
}
