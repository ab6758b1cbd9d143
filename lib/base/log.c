/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"

/* A line fits PIPE_BUF: one write of it is never mixed with another's. */
enum { LINE_MAX_BYTES = 4095, VALUE_MAX_BYTES = 1000 };

static bool
is_plain(const char *value, size_t n_bytes)
{
	if (n_bytes == 0)
		return false;
	for (size_t i = 0; i < n_bytes; i++)
		if (value[i] == ' ' || value[i] == '"' || value[i] == '\\' ||
		    value[i] == '=' || ascii_is_control(value[i]))
			return false;
	return true;
}

static void
add_quoted(struct buf *line, const char *value, size_t n_bytes)
{
	buf_putc(line, '"');
	for (size_t i = 0; i < n_bytes; i++) {
		if (ascii_is_control(value[i])) {
			buf_format(line, "\\x%02x", (unsigned char)value[i]);
			continue;
		}
		if (value[i] == '"' || value[i] == '\\')
			buf_putc(line, '\\');
		buf_putc(line, value[i]);
	}
	buf_putc(line, '"');
}

/* A pair that does not fit is left out whole, and those behind it too. */
static void
add_pair(struct buf *line, const char *key, const char *value)
{
	auto_buf struct buf pair = BUF_INIT(LINE_MAX_BYTES);
	size_t n_bytes = strnlen(value, VALUE_MAX_BYTES);

	buf_format(&pair, " %s=", key);
	if (is_plain(value, n_bytes))
		buf_add(&pair, value, n_bytes);
	else
		add_quoted(&pair, value, n_bytes);
	if (buf_is_full(&pair))
		line->full = true;
	else
		buf_add(line, pair.data, pair.len);
}

static void
begin_line(struct buf *line, const char *event)
{
	char when[CLOCK_DATE_BYTES];

	clock_iso8601(clock_now_s(), when);
	buf_format(line, "%s %s[%ld]: %s", when, program_invocation_short_name,
	    (long)getpid(), event);
}

/* Nobody is left to tell when standard error fails. */
static void
end_line(struct buf *line)
{
	line->full = false;
	line->max_bytes++;
	buf_putc(line, '\n');
	(void)file_write_all(
	    STDERR_FILENO, line->data, line->len, "the log", NULL);
}

void
log_event(const char *event, ...)
{
	auto_buf struct buf line = BUF_INIT(LINE_MAX_BYTES);
	const char *key;
	va_list args;

	begin_line(&line, event);
	va_start(args, event);
	while ((key = va_arg(args, const char *)) != NULL) {
		const char *value = va_arg(args, const char *);

		if (value != NULL)
			add_pair(&line, key, value);
	}
	va_end(args);
	end_line(&line);
}

void
log_error(const char *what, const struct err *err)
{
	log_event("error", "what", what, "status", err->status, "text",
	    err->text, NULL);
}
