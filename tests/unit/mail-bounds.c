/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/bounds.h"

#include "lib/base/buf.h"
#include "tests/tap.h"

/* A message made of a piece repeated. */
static const struct {
	const char *name;
	const char *before;
	const char *piece;
	size_t n_pieces;
	const char *after;
	enum rc want;
} rows[] = {
	{ "nothing", "", "", 0, "", RC_OK },
	{ "field at its limit", "To: ", "a", BOUNDS_FIELD_BYTES - 5, "\n\nx\n",
	    RC_OK },
	{ "field over its limit", "To: ", "a", BOUNDS_FIELD_BYTES - 4,
	    "\n\nx\n", RC_PERM },
	{ "folded field over its limit", "To: a\n", " a,\n", 9000, "\nx\n",
	    RC_PERM },
	{ "nested groups", "To: ", "g:", 51000, "\n\nx\n", RC_PERM },
	{ "many fields within", "", "A: b\n", 50000, "\nx\n", RC_OK },
	{ "a million header lines", "", "X-A: bcdef\n", 1000000, "\nx\n",
	    RC_PERM },
	{ "no empty line", "", "abcdefghi\n", 30000, "", RC_PERM },
	{ "a text as large", "A: b\n\n", "abcdefghi\n", 300000, "", RC_OK },
	{ "dash lines at their limit", "A: b\n\n", "--b\n", BOUNDS_DASH_LINES,
	    "", RC_OK },
	{ "dash lines over their limit", "A: b\n\n", "--b\n",
	    BOUNDS_DASH_LINES + 1, "", RC_PERM },
	{ "empty parts", "Content-Type: multipart/mixed; boundary=b\n\n",
	    "--b\n\n\n", 1000000, "", RC_PERM },
	{ "one dash a line", "A: b\n\n", "- b\n", 100000, "", RC_OK },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		auto_buf struct buf raw = BUF_INIT(20 * 1000 * 1000);
		struct err err = ERR_INIT;
		enum rc rc;

		buf_puts(&raw, rows[i].before);
		for (size_t n = 0; n < rows[i].n_pieces; n++)
			buf_puts(&raw, rows[i].piece);
		buf_puts(&raw, rows[i].after);
		rc = bounds_check(buf_string(&raw), raw.len, &err);
		tap_is_int(rc, rows[i].want, "%s", rows[i].name);
		if (rows[i].want == RC_PERM)
			tap_is_string(
			    err.status, "5.6.0", "%s: status", rows[i].name);
	}
	return tap_done();
}
