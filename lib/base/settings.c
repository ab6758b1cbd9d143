/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/settings.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/settings-private.h"

enum { FILE_MAX_BYTES = 256 * 1024, VALUE_MAX_BYTES = 4096 };

/* With the name, the = and the white space around them. */
enum { TEXT_MAX_BYTES = 2 * VALUE_MAX_BYTES };

/* A file being read.  A setting that goes on over several lines is gathered
 * in `text` and set when the next one begins. */
struct reader {
	const char *path;
	const struct setting *table;
	size_t n_settings;
	void *values;
	size_t *set_in; /* the line that set each setting; 0: none did */
	struct buf text; /* "name = value", "" when nothing is gathered */
	size_t text_begin; /* the line it began in */
};

static enum rc
mistake_in(const struct reader *reader, size_t line, struct err *err)
{
	return err_prefix(err, RC_PERM, "%s:%zu", reader->path, line);
}

static enum rc
unknown_setting(const struct reader *reader, const char *name, struct err *err)
{
	auto_buf struct buf names = BUF_INIT(400);
	auto_free char *shown = ascii_printable(name, 40);

	for (size_t i = 0; i < reader->n_settings; i++)
		buf_format(
		    &names, "%s%s", i > 0 ? ", " : "", reader->table[i].name);
	err_set(err, RC_PERM, "5.3.5",
	    "there is no setting %s; write one of %s", shown,
	    buf_string(&names));
	return mistake_in(reader, reader->text_begin, err);
}

static enum rc
set_value(
    struct reader *reader, const char *name, const char *value, struct err *err)
{
	size_t i = 0;
	enum rc rc;

	while (
	    i < reader->n_settings && strcmp(reader->table[i].name, name) != 0)
		i++;
	if (i == reader->n_settings)
		return unknown_setting(reader, name, err);
	if (reader->set_in[i] != 0) {
		err_set(err, RC_PERM, "5.3.5",
		    "%s is set in line %zu already; remove one of the two",
		    name, reader->set_in[i]);
		return mistake_in(reader, reader->text_begin, err);
	}
	reader->set_in[i] = reader->text_begin;
	rc = setting_set(&reader->table[i], value, reader->values, err);
	if (rc != RC_OK)
		return mistake_in(reader, reader->text_begin, err);
	return RC_OK;
}

/* Set what is gathered. */
static enum rc
finish_setting(struct reader *reader, struct err *err)
{
	bool is_full = buf_is_full(&reader->text);
	auto_free char *text = buf_take(&reader->text);
	char *name, *value;

	if (text[0] == '\0' && !is_full)
		return RC_OK;
	value = strchr(text, '=');
	if (value == NULL && !is_full) {
		err_set(err, RC_PERM, "5.3.5",
		    "there is no = in this line; write name = value");
		return mistake_in(reader, reader->text_begin, err);
	}
	if (is_full || strlen(value + 1) > VALUE_MAX_BYTES) {
		err_set(err, RC_PERM, "5.3.5",
		    "the value is longer than %d bytes; shorten it",
		    VALUE_MAX_BYTES);
		return mistake_in(reader, reader->text_begin, err);
	}
	*value++ = '\0';
	name = ascii_trim(text);
	value = ascii_trim(value);
	return set_value(reader, name, value, err);
}

static enum rc
take_line(
    struct reader *reader, const char *line, size_t number, struct err *err)
{
	const char *begin = line + strspn(line, " \t\r");
	enum rc rc;

	if (*begin == '\0' || *begin == '#')
		return RC_OK;
	if (begin > line && reader->text_begin == 0) {
		err_set(err, RC_PERM, "5.3.5",
		    "the line begins with white space, but goes on with no "
		    "other; write name = value at its beginning");
		return mistake_in(reader, number, err);
	}
	if (begin > line) {
		buf_putc(&reader->text, ' ');
		buf_puts(&reader->text, begin);
		return RC_OK;
	}
	rc = finish_setting(reader, err);
	if (rc != RC_OK)
		return rc;
	reader->text_begin = number;
	buf_puts(&reader->text, line);
	return RC_OK;
}

static enum rc
take_lines(struct reader *reader, char *file, struct err *err)
{
	size_t number = 0;
	char *line;

	while ((line = strsep(&file, "\n")) != NULL) {
		enum rc rc = take_line(reader, line, ++number, err);

		if (rc != RC_OK)
			return rc;
	}
	return finish_setting(reader, err);
}

static void
set_initial(const struct setting *table, size_t n_settings, void *values)
{
	for (size_t i = 0; i < n_settings; i++)
		setting_init(&table[i], values);
	for (size_t i = 0; i < n_settings; i++) {
		enum rc rc =
		    setting_set(&table[i], table[i].initial, values, NULL);

		assert(rc == RC_OK);
	}
}

enum rc
settings_load(const struct setting *table, size_t n_settings, const char *path,
    void *values, struct err *err)
{
	auto_buf struct buf file = BUF_INIT(FILE_MAX_BYTES);
	auto_free char *text = NULL;
	auto_free size_t *set_in = mem_zero(n_settings, sizeof(*set_in));
	struct reader reader = { .path = path,
		.table = table,
		.n_settings = n_settings,
		.values = values,
		.set_in = set_in,
		.text = BUF_INIT(TEXT_MAX_BYTES) };
	enum rc rc;

	set_initial(table, n_settings, values);
	rc = file_load(path, &file, err);
	if (rc != RC_OK)
		return rc;
	if (memchr(buf_string(&file), '\0', file.len) != NULL)
		return err_set(err, RC_PERM, "5.3.5",
		    "%s: there is a NUL byte in it; write plain text", path);
	text = buf_take(&file);
	rc = take_lines(&reader, text, err);
	buf_release(&reader.text);
	return rc;
}

void
settings_release(const struct setting *table, size_t n_settings, void *values)
{
	for (size_t i = 0; i < n_settings; i++)
		setting_release(&table[i], values);
}
