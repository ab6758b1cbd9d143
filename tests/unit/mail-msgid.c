/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/msgid.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name;
	const char *value;
	const char *want; /* separated by spaces */
} rows[] = {
	{ "one", "<a@b>", "a@b" },
	{ "two", "<a@b> <c@d>", "a@b c@d" },
	{ "without blanks", "<a@b><c@d>", "a@b c@d" },
	{ "commas", "<a@b>,<c@d>, <e@f>", "a@b c@d e@f" },
	{ "a fold inside an id", "<a@b\n c@d>", "a@bc@d" },
	{ "a CRLF fold inside an id", "<a@\r\n\tb>", "a@b" },
	{ "blanks inside", "< a @ b >", "a@b" },
	{ "two at signs", "<a@b@c>", "a@b@c" },
	{ "two dots", "<a@b..c>", "a@b..c" },
	{ "no at sign", "<abc.def>", "abc.def" },
	{ "comments between", "<a@b> (was <c@d>) <e@f>", "a@b c@d e@f" },
	{ "prose", "Your message of \"Mon, 23 Nov 2026\" <a@b>", "a@b" },
	{ "prose with an open bracket", "1 < 2 <a@b>", "a@b" },
	{ "no brackets", "a@b", "" },
	{ "empty", "<>", "" },
	{ "blanks alone", "< >", "" },
	{ "not closed", "<a@b", "" },
	{ "not closed, then one", "<a@b <c@d>", "c@d" },
	{ "closed twice", "<a@b>> <c@d>", "a@b c@d" },
	{ "control inside", "<a\x01@b> <c@d>", "c@d" },
	{ "8-bit inside", "<\xc3\xa9@b> <c@d>", "c@d" },
	{ "repeated: the last place counts", "<a@b> <c@d> <a@b>", "c@d a@b" },
	{ "quotes are kept", "<\"a b\"@c>", "\"ab\"@c" },
	{ "nothing", "", "" },
};

static const struct {
	const char *msgid;
	bool want;
} safe[] = {
	{ "a@b", true },
	{ "abc", true },
	{ "", false },
	{ "a b", false },
	{ "a<b", false },
	{ "a>b", false },
	{ "a\nb", false },
	{ "a\tb", false },
	{ "a\x7f", false },
	{ "\xc3\xa9", false },
};

static char *
joined(const struct strv *ids)
{
	auto_buf struct buf buf = BUF_INIT(100000);

	for (size_t i = 0; i < ids->n; i++)
		buf_format(&buf, "%s%s", i > 0 ? " " : "", ids->v[i]);
	return buf_take(&buf);
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		auto_strv struct strv ids = STRV_INIT;
		auto_free char *got = NULL;

		msgid_scan(rows[i].value, strlen(rows[i].value), &ids);
		got = joined(&ids);
		tap_is_string(got, rows[i].want, "%s", rows[i].name);
	}
	for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++)
		tap_is_int(msgid_is_safe(safe[i].msgid), safe[i].want,
		    "safe: row %zu", i);
}

static void
test_nul(void)
{
	static const char value[] = "<a@b\0c> <d@e>";
	auto_strv struct strv ids = STRV_INIT;
	auto_free char *got = NULL;

	msgid_scan(value, sizeof value - 1, &ids);
	got = joined(&ids);
	tap_is_string(got, "d@e", "an id with a NUL is passed over");
}

static void
test_append(void)
{
	auto_strv struct strv ids = STRV_INIT;
	auto_free char *got = NULL;

	msgid_scan("<a@b> <c@d>", 11, &ids);
	msgid_scan("<e@f> <a@b>", 11, &ids);
	got = joined(&ids);
	tap_is_string(got, "c@d e@f a@b", "a second value: each id once");
}

static void
test_limits(void)
{
	auto_strv struct strv ids = STRV_INIT;
	auto_buf struct buf value = BUF_INIT(1000000);
	auto_free char *long_id = mem_alloc(MSGID_BYTES + 2);

	memset(long_id, 'x', MSGID_BYTES + 1);
	long_id[MSGID_BYTES] = '\0';
	tap_ok(msgid_is_safe(long_id), "the longest id");
	long_id[MSGID_BYTES] = 'x';
	long_id[MSGID_BYTES + 1] = '\0';
	tap_ok(!msgid_is_safe(long_id), "one byte more");

	buf_format(&value, "<%s> ", long_id);
	for (int i = 0; i < 5000; i++)
		buf_format(&value, "<%d@x>", i);
	msgid_scan(buf_string(&value), value.len, &ids);
	tap_is_int((intmax_t)ids.n, MSGID_COUNT, "5000 ids: the limit");
	tap_is_string(ids.v[0], "0@x", "5000 ids: the first");
	tap_is_string(ids.v[1], "4501@x", "5000 ids: then the last ones");
	tap_is_string(ids.v[ids.n - 1], "4999@x", "5000 ids: the last");
}

int
main(void)
{
	test_rows();
	test_nul();
	test_append();
	test_limits();
	return tap_done();
}
