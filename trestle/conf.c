/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trestle/conf.h"

#include <string.h>

enum { COMMENT_COLUMNS = 76 };

static const char head[] =
    "# The settings of a Trestle site: trestle.conf(5) tells more.\n"
    "# `name = value`; a line that begins with white space goes on with the\n"
    "# value before it.  What stands behind a # is the default.  Running\n"
    "# programs read this file when they start.\n";

/* Text as comment lines, broken between words. */
static void
put_comment(struct buf *buf, const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		size_t n_word = strcspn(text, " ");

		if (column > 0 && column + 1 + n_word > COMMENT_COLUMNS) {
			buf_putc(buf, '\n');
			column = 0;
		}
		buf_puts(buf, column == 0 ? "# " : " ");
		buf_add(buf, text, n_word);
		column += 1 + n_word;
		text += n_word;
		text += strspn(text, " ");
	}
	buf_putc(buf, '\n');
}

static void
put_choices(struct buf *buf, const char *const *choices)
{
	buf_puts(buf, "# One of:");
	for (size_t i = 0; choices[i] != NULL; i++)
		buf_format(buf, "%s %s", i > 0 ? "," : "", choices[i]);
	buf_putc(buf, '\n');
}

static const char *
chosen_value(const struct conf_value *chosen, size_t n_chosen, const char *name)
{
	for (size_t i = 0; i < n_chosen; i++)
		if (strcmp(chosen[i].name, name) == 0)
			return chosen[i].value;
	return NULL;
}

/* `name = value`, without a blank at the end where there is no value. */
static void
put_setting(
    struct buf *buf, const char *begin, const char *name, const char *value)
{
	buf_format(buf, "%s%s =%s%s\n", begin, name,
	    value[0] == '\0' ? "" : " ", value);
}

void
conf_write(struct buf *buf, const struct setting *table, size_t n_settings,
    const struct conf_value *chosen, size_t n_chosen)
{
	buf_puts(buf, head);
	for (size_t i = 0; i < n_settings; i++) {
		const struct setting *setting = &table[i];
		const char *initial =
		    setting->initial == NULL ? "" : setting->initial;
		const char *value =
		    chosen_value(chosen, n_chosen, setting->name);

		buf_putc(buf, '\n');
		put_comment(buf, setting->meaning);
		if (setting->type == SETTING_CHOICE)
			put_choices(buf, setting->choices);
		if (value == NULL || strcmp(value, initial) != 0)
			put_setting(buf, "#", setting->name, initial);
		if (value != NULL)
			put_setting(buf, "", setting->name, value);
	}
}
