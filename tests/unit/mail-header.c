/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/header.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

/* The fields as "name=text|", and what is no field as "-|". */
static const struct {
	const char *name;
	const char *raw;
	const char *want;
	const char *want_body;
} rows[] = {
	{ "plain", "A: b\nC: d\n\nx\n", "A=b|C=d|", "x\n" },
	{ "CRLF", "A: b\r\nC: d\r\n\r\nx\r\n", "A=b|C=d|", "x\r\n" },
	{ "mixed line ends", "A: b\nC: d\r\n\nx", "A=b|C=d|", "x" },
	{ "folds", "A: b\n c\n\td\nE: f\n\n", "A=b c d|E=f|", "" },
	{ "CRLF folds", "A: b\r\n c\r\n\r\n", "A=b c|", "" },
	{ "a fold of blanks only goes on", "A: b\n \n c\n\n", "A=b  c|", "" },
	{ "blanks before the colon", "A \t: b\n\n", "A=b|", "" },
	{ "no blank behind the colon", "A:b\n\n", "A=b|", "" },
	{ "no value", "A:\n\n", "A=|", "" },
	{ "no name", ": b\nC: d\n\n", "-|C=d|", "" },
	{ "no colon", "nonsense\nA: b\n\n", "-|A=b|", "" },
	{ "blank first", " A: b\nC: d\n\n", "-|C=d|", "" },
	{ "blank first and folds", " a\n b\nC: d\n\n", "-|C=d|", "" },
	{ "From_ line", "From a@b Mon Nov 23 11:19:00 2026\nA: b\n\n", "-|A=b|",
	    "" },
	{ "quoted From_ line", ">From a@b Mon Nov 23 11:19:00 2026\nA: b\n\n",
	    "-|A=b|", "" },
	{ "8-bit name", "\xc3\xa9: b\nA: b\n\n", "-|A=b|", "" },
	{ "no empty line", "A: b\nC: d", "A=b|C=d|", "" },
	{ "empty line first", "\nA: b\n", "", "A: b\n" },
	{ "empty line first, CRLF", "\r\nA: b\n", "", "A: b\n" },
	{ "nothing", "", "", "" },
	{ "bare CR is no line end", "A: b\rC: d\n\nx", "A=b C: d|", "x" },
	{ "colon in the value", "A: b: c\n\n", "A=b: c|", "" },
	{ "controls",
	    "A: b\x01\x7f"
	    "c\t\n\n",
	    "A=b  c|", "" },
};

static void
test_fields(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *raw = rows[i].raw;
		size_t n_header = header_end(raw, strlen(raw));
		auto_buf struct buf got = BUF_INIT(1000);
		struct field field;
		size_t pos = 0;
		size_t n_bytes = 0;

		while (header_next(raw, n_header, &pos, &field)) {
			auto_free char *name =
			    mem_dup_n(field.name, field.n_name);
			auto_free char *text = field_text(&field);

			n_bytes += field.n_bytes;
			if (field.n_name == 0)
				buf_puts(&got, "-|");
			else
				buf_format(&got, "%s=%s|", name, text);
		}
		tap_is_string(
		    buf_string(&got), rows[i].want, "%s: fields", rows[i].name);
		tap_is_string(raw + n_header, rows[i].want_body, "%s: body",
		    rows[i].name);
		tap_ok(pos == n_bytes && pos <= n_header,
		    "%s: the fields are all bytes up to the empty line",
		    rows[i].name);
	}
}

static void
test_nul(void)
{
	static const char raw[] = "A: b\0c\nD: e\n\n";
	struct field field;
	size_t pos = 0;
	auto_free char *text = NULL;

	tap_ok(header_next(raw, sizeof raw - 1, &pos, &field), "NUL: a field");
	text = field_text(&field);
	tap_is_string(text, "b c", "NUL: becomes a space");
	tap_is_int((intmax_t)field.n_value, 4, "NUL: kept in the bytes");
	tap_ok(header_next(raw, sizeof raw - 1, &pos, &field),
	    "NUL: the next field");
	tap_ok(field_is(&field, "d") && !field_is(&field, "de"),
	    "names are compared whole, without case");
}

int
main(void)
{
	test_fields();
	test_nul();
	return tap_done();
}
