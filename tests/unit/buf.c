/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/buf.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

static void
check_growth(void)
{
	auto_buf struct buf buf = BUF_INIT(100000);

	tap_is_string(buf_string(&buf), "", "empty is a string");
	for (int i = 0; i < 10000; i++)
		buf_format(&buf, "%d,", i % 10);
	tap_is_int((intmax_t)buf.len, 20000, "grows");
	tap_ok(!buf_is_full(&buf), "within the maximum");
	tap_is_int((intmax_t)strlen(buf_string(&buf)), 20000, "ends in NUL");
}

static void
check_maximum(void)
{
	auto_buf struct buf buf = BUF_INIT(5);

	buf_puts(&buf, "abcde");
	tap_ok(!buf_is_full(&buf), "the maximum fits");
	buf_add(&buf, "", 0);
	buf_puts(&buf, "");
	tap_ok(!buf_is_full(&buf), "nothing always fits");
	buf_putc(&buf, 'f');
	tap_ok(buf_is_full(&buf), "one more does not");
	tap_is_string(buf_string(&buf), "abcde", "nothing was added");

	buf_clear(&buf);
	buf_puts(&buf, "abc");
	buf_puts(&buf, "def");
	buf_puts(&buf, "x");
	tap_is_string(buf_string(&buf), "abc", "full stays full");
	buf_clear(&buf);
	buf_format(&buf, "%s", "123456");
	tap_ok(buf_is_full(&buf) && buf.len == 0, "a format that is too long");
}

static void
check_ownership(void)
{
	auto_buf struct buf buf = BUF_INIT(100);
	auto_free char *nothing = buf_take(&buf);
	auto_free char *text = NULL;

	tap_is_string(nothing, "", "taken from the empty buffer");
	buf_add(&buf, "a\0b", 3);
	tap_is_bytes(buf.data, buf.len, "a\0b", 3, "holds NULs");
	text = buf_take(&buf);
	tap_is_bytes(text, 4, "a\0b", 4, "taken with the NUL behind it");
	tap_is_string(buf_string(&buf), "", "and empty");
	buf_puts(&buf, "again");
	tap_is_string(buf_string(&buf), "again", "and usable");
}

int
main(void)
{
	check_growth();
	check_maximum();
	check_ownership();
	return tap_done();
}
