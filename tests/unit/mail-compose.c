/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/compose.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

#define TEN "abcdefghi "
#define FIFTY TEN TEN TEN TEN TEN

static const struct {
	const char *name, *value, *want;
} texts[] = {
	{ "plain", "a b", "N: a b\n" },
	{ "empty", "", "N:\n" },
	{ "several spaces", "a   b", "N: a   b\n" },
	{ "line ends", "a\r\nBcc: b\n\nc", "N: a  Bcc: b  c\n" },
	{ "UTF-8, Q", "R\xc3\xa9union today",
	    "N: =?UTF-8?Q?R=C3=A9union_today?=\n" },
	{ "UTF-8, B", "\xe4\xb8\xad\xe6\x96\x87", "N: =?UTF-8?B?5Lit5paH?=\n" },
	{ "bad UTF-8", "\xff", "N: =?UTF-8?B?77+9?=\n" },
	{ "looks encoded",
	    "=?utf-8?q?a?=", "N: =?UTF-8?Q?=3D=3Futf-8=3Fq=3Fa=3F=3D?=\n" },
	{ "folded", FIFTY FIFTY,
	    "N: " TEN TEN TEN TEN TEN TEN "abcdefghi\n abcdefghi abcdefghi "
	    "abcdefghi\n" },
};

static const struct {
	const char *name, *display_name, *address, *want;
} mailboxes[] = {
	{ "address alone", "", "a@b", "N: a@b\n" },
	{ "name", "Ann Lee", "a@b", "N: Ann Lee <a@b>\n" },
	{ "quoted", "Lee, \"Ann\"", "a@b", "N: \"Lee, \\\"Ann\\\"\" <a@b>\n" },
	{ "dot", "J. Doe", "a@b", "N: \"J. Doe\" <a@b>\n" },
	{ "encoded", "Ren\xc3\xa9 (x)", "a@b",
	    "N: =?UTF-8?Q?Ren=C3=A9_=28x=29?= <a@b>\n" },
	{ "line end", "a\nBcc: c@d", "a@b", "N: \"a Bcc: c@d\" <a@b>\n" },
	{ "unsafe address", "Ann", "a@b>\nBcc: c@d", "" },
	{ "no address", "Ann", "", "" },
};

static const struct {
	const char *name, *text, *want;
} bodies[] = {
	{ "plain", "a\nb\n", "7bit\n\na\nb\n" },
	{ "no last line end", "a", "7bit\n\na\n" },
	{ "CRLF", "a\r\nb\r\n", "7bit\n\na\nb\n" },
	{ "empty", "", "7bit\n\n" },
	{ "UTF-8", "\xc3\xa9 =\n", "quoted-printable\n\n=C3=A9 =3D\n" },
	{ "From_", "a\nFrom b\n", "quoted-printable\n\na\n=46rom b\n" },
	{ "dot and blank", "\xc3\xa9\n.\na \n",
	    "quoted-printable\n\n=C3=A9\n=2E\na=20\n" },
	{ "soft line end", "\xc3\xa9" FIFTY TEN "abcdefghij\n",
	    "quoted-printable\n\n=C3=A9" FIFTY TEN "abcdefghi=\nj\n" },
};

static void
test_texts(void)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		auto_buf struct buf got = BUF_INIT(10000);

		compose_text_field(&got, "N", texts[i].value);
		tap_is_string(
		    buf_string(&got), texts[i].want, "text: %s", texts[i].name);
	}
}

static void
test_mailboxes(void)
{
	for (size_t i = 0; i < sizeof mailboxes / sizeof mailboxes[0]; i++) {
		auto_buf struct buf got = BUF_INIT(10000);

		compose_mailbox_field(
		    &got, "N", mailboxes[i].display_name, mailboxes[i].address);
		tap_is_string(buf_string(&got), mailboxes[i].want,
		    "mailbox: %s", mailboxes[i].name);
	}
}

static void
test_bodies(void)
{
	for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
		auto_buf struct buf got = BUF_INIT(10000);
		auto_free char *want = mem_format("MIME-Version: 1.0\n"
						  "Content-Type: text/plain; "
						  "charset=UTF-8\nContent-"
						  "Transfer-Encoding: %s",
		    bodies[i].want);

		compose_text_body(&got, bodies[i].text);
		tap_is_string(
		    buf_string(&got), want, "body: %s", bodies[i].name);
	}
}

static void
test_lists(void)
{
	struct mailbox v[] = {
		{ (char[]){ "Ann" }, (char[]){ "a@b" } },
		{ (char[]){ "" }, (char[]){ "bad" } },
		{ (char[]){ "" }, (char[]){ "c@d" } },
	};
	struct mailboxes list = { v, 3 };
	auto_strv struct strv ids = STRV_INIT;
	auto_buf struct buf got = BUF_INIT(10000);

	compose_mailboxes_field(&got, "To", &list);
	tap_is_string(buf_string(&got), "To: Ann <a@b>, c@d\n",
	    "mailboxes: the unsafe one is left out");
	buf_clear(&got);
	compose_ids_field(&got, "References", &ids);
	tap_is_string(buf_string(&got), "", "ids: none");
	strv_add(&ids, "a@b");
	strv_add(&ids, "c d>");
	strv_add(&ids, "e@f");
	compose_ids_field(&got, "References", &ids);
	tap_is_string(buf_string(&got), "References: <a@b> <e@f>\n",
	    "ids: the unsafe one is left out");
	buf_clear(&got);
	compose_raw_field(&got, "List-Id", " a\nb \xc3\xa9 <x.y> ");
	tap_is_string(buf_string(&got), "List-Id: a b ?? <x.y>\n",
	    "raw: one line of ASCII");
}

/* Whatever goes in, lines stay within 998 bytes, and what was written is
 * read back. */
static void
test_long(void)
{
	auto_free char *word = mem_alloc(5001);
	auto_buf struct buf raw = BUF_INIT(100000);
	auto_facts struct facts *facts = NULL;
	size_t n_longest = 0;

	memset(word, 'w', 5000);
	word[5000] = '\0';
	compose_raw_field(&raw, "X-Raw", word);
	compose_mailbox_field(&raw, "From", word, "a@b");
	word[900] = '\0';
	compose_text_field(&raw, "Subject", word);
	buf_puts(&raw, "\n");
	for (const char *p = buf_string(&raw); *p != '\0';) {
		size_t n = strcspn(p, "\n");

		n_longest = n > n_longest ? n : n_longest;
		p += n + 1;
	}
	tap_ok(n_longest <= 998, "no line is over 998 bytes");
	facts = facts_parse(buf_string(&raw), raw.len);
	tap_is_string(facts->subject, word, "a long word comes back whole");
	tap_is_int((intmax_t)facts->from.n, 1, "a long name stays one name");
}

static void
test_read_back(void)
{
	static const char subject[] =
	    "\xc3\x89t\xc3\xa9 \xe2\x80\x94 a rather long subject with "
	    "accents \xc3\xa0 the end, folded over several encoded words "
	    "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87";
	auto_buf struct buf raw = BUF_INIT(100000);
	auto_facts struct facts *facts = NULL;

	compose_text_field(&raw, "Subject", subject);
	compose_mailbox_field(&raw, "From", "Ren\xc3\xa9, \"x\"", "a@b");
	compose_text_body(&raw, "\xc3\xa9t\xc3\xa9\n.\nFrom x\n");
	facts = facts_parse(buf_string(&raw), raw.len);
	tap_is_string(facts->subject, subject, "read back: subject");
	tap_is_string(
	    facts->from.v[0].name, "Ren\xc3\xa9, \"x\"", "read back: name");
	tap_is_string(
	    facts->text, "\xc3\xa9t\xc3\xa9\n.\nFrom x\n", "read back: text");
}

int
main(void)
{
	test_texts();
	test_mailboxes();
	test_bodies();
	test_lists();
	test_long();
	test_read_back();
	return tap_done();
}
