/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of a program: one parser and one way to print usage for all.
 * `--name value`, `--name=value`, `--flag`; `--` ends the options; options
 * and operands may be mixed.  Every program has --help and --version.
 */
#ifndef LIB_BASE_OPTIONS_H
#define LIB_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct option_spec {
	const char *name; /* without the dashes */
	const char *argument; /* its name in the usage, NULL for a flag */
	const char *meaning; /* one line */
};

struct command_spec {
	const char *name; /* as typed: "trestle-hook", "trestle list" */
	const char *operands; /* as printed: "RECIPIENT...", "" for none */
	const char *meaning; /* one sentence */
	const struct option_spec *options; /* ended by a NULL name */
	int usage_exit; /* ends with this on misuse: EX_USAGE, or
	                         EX_TEMPFAIL for what an MTA runs */
	bool has_dash_operands; /* "-word" is an operand, no mistake */
};

struct options;

/* Parse.  On --help or --version prints to standard output and exits 0; on
 * misuse prints one line that says what is wrong and how to get help to
 * standard error, and exits with usage_exit.  argv[0] is skipped; argv must
 * outlive the result. */
struct options *
options_parse(const struct command_spec *spec, int argc, char **argv);
void options_free(struct options *options);
void options_cleanup(struct options **options);
#define auto_options __attribute__((cleanup(options_cleanup)))

/* The value of an option (the last one given), NULL when absent. */
const char *options_get(const struct options *options, const char *name);
bool options_has(const struct options *options, const char *name);

/* What is no option, in order. */
size_t options_n_operands(const struct options *options);
const char *options_operand(const struct options *options, size_t i);

/* Print `NAME: FORMAT` and how to get help to standard error and exit with
 * usage_exit: for misuse that only the program can see. */
void options_misuse(const struct command_spec *spec, const char *format, ...)
    __attribute__((noreturn, format(printf, 2, 3)));

/* The usage text, as --help prints it. */
void options_print_usage(const struct command_spec *spec);

#endif
