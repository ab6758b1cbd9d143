/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/options.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct options {
	const struct command_spec *spec;
	const char **values; /* one an option of the spec; NULL: not given */
	char **operands;
	size_t n_operands;
};

static const char given[] = ""; /* the value of a flag */

/* The place of an option in the table; that of the end when unknown. */
static size_t
find_option(const struct command_spec *spec, const char *name, size_t n_name)
{
	size_t i = 0;

	while (spec->options[i].name != NULL &&
	    (strlen(spec->options[i].name) != n_name ||
		memcmp(spec->options[i].name, name, n_name) != 0))
		i++;
	return i;
}

static size_t
n_options(const struct command_spec *spec)
{
	size_t n = 0;

	while (spec->options[n].name != NULL)
		n++;
	return n;
}

void
options_print_usage(const struct command_spec *spec)
{
	enum { COLUMN = 28 };
	const struct option_spec *option = spec->options;

	printf("usage: %s [OPTION...]%s%s\n%s\n\n", spec->name,
	    spec->operands[0] != '\0' ? " " : "", spec->operands,
	    spec->meaning);
	for (; option->name != NULL; option++) {
		const char *argument = option->argument;
		int n = printf("  --%s%s%s", option->name,
		    argument != NULL ? " " : "",
		    argument != NULL ? argument : "");

		if (n >= COLUMN)
			n = printf("\n") - 1;
		printf("%*s%s\n", COLUMN - n, "", option->meaning);
	}
	printf("%-*s%s\n", COLUMN, "  --help", "print this and end");
	printf("%-*s%s\n", COLUMN, "  --version", "print the version and end");
}

static _Noreturn void
end_with_answer(const struct command_spec *spec, bool is_version)
{
	if (is_version)
		printf("%s (Trestle) %s\n", spec->name, PACKAGE_VERSION);
	else
		options_print_usage(spec);
	exit(fflush(stdout) == 0 ? EXIT_SUCCESS : spec->usage_exit);
}

void
options_misuse(const struct command_spec *spec, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s: ", spec->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, " (see %s --help)\n", spec->name);
	exit(spec->usage_exit);
}

/* Take one word that begins with a dash; returns how many words it used. */
static int
take_option(struct options *options, const char *word, const char *next)
{
	const struct command_spec *spec = options->spec;
	const char *name = word + 2;
	size_t n_name = strcspn(name, "=");
	const char *value = name[n_name] == '=' ? name + n_name + 1 : NULL;
	const struct option_spec *option;
	size_t i;

	if (word[1] != '-')
		options_misuse(spec, "unknown option %s", word);
	if (strcmp(name, "help") == 0 || strcmp(name, "version") == 0)
		end_with_answer(spec, name[0] == 'v');
	i = find_option(spec, name, n_name);
	option = &spec->options[i];
	if (option->name == NULL)
		options_misuse(
		    spec, "unknown option --%.*s", (int)n_name, name);
	if (option->argument == NULL) {
		if (value != NULL)
			options_misuse(
			    spec, "--%s takes no value", option->name);
		options->values[i] = given;
		return 1;
	}
	options->values[i] = value != NULL ? value : next;
	if (options->values[i] == NULL)
		options_misuse(spec, "--%s needs a value: --%s %s",
		    option->name, option->name, option->argument);
	return value != NULL ? 1 : 2;
}

static bool
is_operand(const struct command_spec *spec, const char *word)
{
	return word[0] != '-' || word[1] == '\0' ||
	    (spec->has_dash_operands && word[1] != '-');
}

struct options *
options_parse(const struct command_spec *spec, int argc, char **argv)
{
	struct options *options = mem_zero(1, sizeof(*options));
	bool ended = false;
	int i = 1;

	options->spec = spec;
	options->values = mem_zero(n_options(spec), sizeof(*options->values));
	options->operands =
	    mem_zero(argc > 0 ? (size_t)argc : 0, sizeof(*options->operands));
	while (i < argc) {
		if (ended || is_operand(spec, argv[i])) {
			options->operands[options->n_operands++] = argv[i++];
		} else if (strcmp(argv[i], "--") == 0) {
			ended = true;
			i++;
		} else {
			i += take_option(options, argv[i], argv[i + 1]);
		}
	}
	return options;
}

void
options_free(struct options *options)
{
	if (options == NULL)
		return;
	free(options->values);
	free(options->operands);
	free(options);
}

void
options_cleanup(struct options **options)
{
	options_free(*options);
}

const char *
options_get(const struct options *options, const char *name)
{
	size_t i = find_option(options->spec, name, strlen(name));

	assert(options->spec->options[i].name != NULL);
	return options->values[i];
}

bool
options_has(const struct options *options, const char *name)
{
	return options_get(options, name) != NULL;
}

size_t
options_n_operands(const struct options *options)
{
	return options->n_operands;
}

const char *
options_operand(const struct options *options, size_t i)
{
	assert(i < options->n_operands);
	return options->operands[i];
}
