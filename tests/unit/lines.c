/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/net/lines.h"

#include "lib/base/buf.h"
#include "tests/tap.h"

#define S(text) (text), sizeof(text) - 1

static const struct {
	const char *name;
	const char *input;
	size_t n_input;
	const char *want;
	size_t n_want;
} rows[] = {
	{ "nothing", S(""), S("") },
	{ "one line", S("a\n"), S("a\r\n") },
	{ "CRLF stays", S("a\r\nb\r\n"), S("a\r\nb\r\n") },
	{ "bare CR", S("a\rb\r"), S("a\r\nb\r\n") },
	{ "mixed", S("a\nb\r\nc\rd\n"), S("a\r\nb\r\nc\r\nd\r\n") },
	{ "no final line end", S("a\nb"), S("a\r\nb\r\n") },
	{ "final CR is an end", S("a\r"), S("a\r\n") },
	{ "empty lines", S("\n\r\n\r\n\n"), S("\r\n\r\n\r\n\r\n") },
	{ "CR CR LF is two", S("a\r\r\nb"), S("a\r\n\r\nb\r\n") },
	{ "LF CR is two", S("a\n\rb"), S("a\r\n\r\nb\r\n") },
	{ "NUL passes", S("\0a\0\n\0"), S("\0a\0\r\n\0\r\n") },
	{ "8-bit passes", S("\xc3\xa9\xff\n"), S("\xc3\xa9\xff\r\n") },
	{ "dots are not ours", S(".\n..\n"), S(".\r\n..\r\n") },
	{ "the smuggler's end", S("a\n.\r\nb"), S("a\r\n.\r\nb\r\n") },
};

/* In pieces of n_piece bytes into rooms of n_room bytes. */
static void
convert(const char *input, size_t n_input, size_t n_piece, size_t n_room,
    struct buf *ret)
{
	struct lines lines = LINES_INIT;
	char room[64];

	while (n_input > 0) {
		const size_t n_now = n_input < n_piece ? n_input : n_piece;
		const char *at = input;
		size_t n_left = n_now;

		while (n_left > 0) {
			const size_t n =
			    lines_convert(&lines, &at, &n_left, room, n_room);

			buf_add(ret, room, n);
		}
		input += n_now;
		n_input -= n_now;
	}
	buf_add(ret, room, lines_finish(&lines, room));
}

static void
check_row(size_t i)
{
	struct lines lines = LINES_INIT;
	char end[LINES_ROOM_BYTES];
	size_t n;

	for (size_t n_piece = 1; n_piece < 5; n_piece++)
		for (size_t n_room = LINES_ROOM_BYTES; n_room < 6; n_room++) {
			auto_buf struct buf got = BUF_INIT(1000);

			convert(rows[i].input, rows[i].n_input, n_piece, n_room,
			    &got);
			tap_is_bytes(got.data, got.len, rows[i].want,
			    rows[i].n_want, "%s (by %zu into %zu)",
			    rows[i].name, n_piece, n_room);
		}
	n = lines_count(&lines, rows[i].input, rows[i].n_input);
	n += lines_finish(&lines, end);
	tap_is_int(
	    (intmax_t)n, (intmax_t)rows[i].n_want, "%s: counted", rows[i].name);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
	return tap_done();
}
