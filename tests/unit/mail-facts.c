/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts.h"

#include "lib/base/mem.h"
#include "tests/tap.h"

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"
#define ALTERNATIVE "Content-Type: multipart/alternative; boundary=b\n\n"
#define PLAIN "Content-Type: text/plain\n\n"
#define HTML "Content-Type: text/html\n\n"

/* What is shown of the facts: f, t, c, s, r: the mailboxes of From, To, Cc,
 * Sender and Reply-To; i: Message-ID; R: References; I: In-Reply-To; S:
 * Subject; D: date; A: Auto-Submitted; P: Precedence; L: List-Id; p: parts;
 * x: the text. */
static const struct {
	const char *name;
	const char *what;
	const char *raw;
	const char *want;
} rows[] = {
	/* -- addresses ---------------------------------------------------- */
	{ "one mailbox", "f", "From: Ann Lee <ann@x.org>\n\n",
	    "[Ann Lee|ann@x.org]" },
	{ "encoded name", "f", "From: =?utf-8?q?Ren=C3=A9?= <r@x>\n\n",
	    "[Ren\xc3\xa9|r@x]" },
	{ "raw Latin-1 name", "f", "From: Ren\xe9 <r@x>\n\n",
	    "[Ren\xc3\xa9|r@x]" },
	{ "encoded line end in a name", "f",
	    "From: =?utf-8?q?A=0D=0ABcc=3A_e?= <r@x>\n\n", "[A  Bcc: e|r@x]" },
	{ "a name that looks like an address", "f",
	    "From: \"j@x.org\" <evil@y>\n\n", "[j@x.org|evil@y]" },
	{ "two From fields", "f", "From: a@b\nFrom: c@d\n\n", "[|a@b][|c@d]" },
	{ "group", "t", "To: team: a@b, C <c@d>;, e@f\n\n",
	    "[|a@b][C|c@d][|e@f]" },
	{ "nested groups", "t", "To: a: b: x@y;, z@y;;\n\n", "[|x@y][|z@y]" },
	{ "nobody", "t", "To: undisclosed-recipients:;\n\n", "" },
	{ "semicolons", "t", "To: a@b; C <c@d>;e@f\n\n",
	    "[|a@b][C|c@d][|e@f]" },
	{ "semicolon in quotes", "t", "To: \"a;b\" <a@b>\n\n", "[a;b|a@b]" },
	{ "two dots", "f", "From: Taro <a..b@c.example>\n\n",
	    "[Taro|a..b@c.example]" },
	{ "route", "f", "From: <@r:a@b>\n\n", "[|a@b]" },
	{ "empty brackets", "f", "From: John Doe <>\n\n", "" },
	{ "words alone", "f", "From: a b c\n\n", "" },
	{ "an address in front of the brackets", "f",
	    "From: a@b via list <l@x>\n\n", "[|a@b][via list|l@x]" },
	{ "bracket not closed", "f", "From: <a@b\n\n", "[|a@b]" },
	{ "quoted local part", "f", "From: \"a b\"@x.org\n\n",
	    "[|\"a b\"@x.org]" },
	{ "fold", "t", "To: a@b,\n\tc@d\n\n", "[|a@b][|c@d]" },
	{ "the others", "csr", "Cc: c@x\nSender: s@x\nReply-To: r@x\n\n",
	    "[|c@x][|s@x][|r@x]" },

	/* -- ids, subject, date ------------------------------------------- */
	{ "ids", "iRI",
	    "Message-ID: <a@b>\nReferences: <c@d>,<e@f>\n"
	    "In-Reply-To: Your mail of <g@h>\n\n",
	    "a@b(c@d e@f)(g@h)" },
	{ "fold inside an id", "R", "References: <a@b\n c@d>\n\n", "(a@bc@d)" },
	{ "no id", "i", "Message-ID: none\n\n", "-" },
	{ "two ids: the first that is one", "i",
	    "Message-ID: <>\nMessage-ID: <a@b>\nMessage-ID: <c@d>\n\n", "a@b" },
	{ "subject", "S", "Subject: =?iso-8859-1?q?R=E9?=\n =?utf-8?q?u?=\n\n",
	    "R\xc3\xa9u" },
	{ "subject with a line end", "S", "Subject: =?utf-8?q?b=0Ac?=\n\n",
	    "b c" },
	{ "raw 8-bit subject", "S", "Subject: \xe9t\xe9\n\n",
	    "\xc3\xa9t\xc3\xa9" },
	{ "two subjects", "S", "Subject: a\nSubject: b\n\n", "a" },
	{ "date", "D", "Date: Mon, 23 Nov 2026 11:19:00 +0100\n\n",
	    "1795429140" },
	{ "day 32", "D", "Date: Mon, 32 Nov 2026 11:19:00 +0100\n\n", "0" },
	{ "zone -9999", "D", "Date: Mon, 23 Nov 2026 11:19:00 -9999\n\n",
	    "1795432740" },
	{ "before 1970", "D", "Date: Mon, 23 Nov 1926 11:19:00 +0000\n\n",
	    "0" },
	{ "no date", "D", "Date: soon\n\n", "0" },

	/* -- machines ----------------------------------------------------- */
	{ "auto-replied", "A",
	    "Auto-Submitted: Auto-Replied; owner-email=\"a@b\"\n\n",
	    "auto-replied" },
	{ "precedence", "P", "Precedence: Bulk\n\n", "bulk" },
	{ "list ids", "L",
	    "List-Id: The list <a.example.org>\nList-ID: b.example.org\n\n",
	    "(a.example.org b.example.org)" },

	/* -- broken headers ----------------------------------------------- */
	{ "From_ line", "Sfx",
	    "From x@y Mon Nov 23 11:19:00 2026\n"
	    "Subject: s\nFrom: a@b\n\ntext\n",
	    "s[|a@b]text\n" },
	{ "blank first", "Sfpx",
	    " odd\nSubject: s\nFrom: a@b\nContent-Type: text/html\n\n"
	    "<p>x\n",
	    "s[|a@b]{text/html|}x\n" },
	{ "no header", "Sx", "\nonly text\n", "only text\n" },
	{ "no empty line", "Sx", "Subject: s\n", "s" },
	{ "empty", "Sx", "", "" },
	{ "CRLF", "Sx", "Subject: s\r\n\r\na\r\nb\r\n", "sa\nb\n" },
	{ "no type is plain text", "px", "Subject: s\n\nx\n",
	    "{text/plain|}x\n" },

	/* -- parts and texts ---------------------------------------------- */
	{ "alternative: the plain text is read", "px",
	    ALTERNATIVE "--b\n" PLAIN "x\n--b\n" HTML "<p>y\n--b--\n",
	    "{text/plain|}{text/html|}x" },
	{ "alternative: HTML first", "x",
	    ALTERNATIVE "--b\n" HTML "<p>y\n--b\n" PLAIN "x\n--b--\n", "x" },
	{ "HTML alone is read without what is hidden", "x",
	    HTML "<p>a<!-- b --><span style=\"display:none\">c</span>\n",
	    "a\n" },
	{ "HTML and a footer of the list", "x",
	    MIXED "--b\n" HTML "<p>y\n--b\n" PLAIN "-- \nfooter\n--b--\n",
	    "y\n\n-- \nfooter" },
	{ "attachment", "px",
	    MIXED "--b\n" PLAIN "x\n--b\nContent-Type: text/plain\n"
		  "Content-Disposition: attachment; filename=\"a/b.txt\"\n\n"
		  "y\n--b--\n",
	    "{text/plain|}{text/plain|a_b.txt|att}x" },
	{ "RFC 2231 name", "p",
	    "Content-Type: image/png\nContent-Disposition: attachment;\n"
	    " filename*0*=utf-8''%C3%A9t; filename*1*=%C3%A9.png\n\nx",
	    "{image/png|\xc3\xa9t\xc3\xa9.png|att}" },
	{ "encoded word as a name of the type", "p",
	    "Content-Type: image/png; name=\"=?utf-8?q?=C3=A9=0A.png?=\"\n\nx",
	    "{image/png|\xc3\xa9 .png|att}" },
	{ "a name that turns around", "p",
	    "Content-Type: image/png; name=\"a\xe2\x80\xaegnp.exe\"\n\nx",
	    "{image/png|a___gnp.exe|att}" },
	{ "forwarded message", "px",
	    MIXED "--b\n" PLAIN "x\n--b\nContent-Type: message/rfc822\n\n"
		  "Subject: =?utf-8?q?=C3=A9?=\nFrom: A <a@b>\n\ninner\n"
		  "--b--\n",
	    "{text/plain|}{message/rfc822||att}{text/plain|}x" },
	{ "report", "p",
	    "Content-Type: multipart/report; boundary=b\n\n"
	    "--b\nContent-Type: message/delivery-status\n\nAction: failed\n"
	    "--b--\n",
	    "{message/delivery-status|}" },
	{ "format=flowed", "x",
	    "Content-Type: text/plain; format=flowed\n\na \nb\n", "a b\n" },
	{ "format=flowed, delsp", "x",
	    "Content-Type: text/plain; Format=Flowed; DelSp=yes\n\na \nb\n",
	    "ab\n" },
	{ "base64", "x",
	    "Content-Transfer-Encoding: base64\n"
	    "Content-Type: text/plain; charset=utf-8\n\nw6l0w6kK\n",
	    "\xc3\xa9t\xc3\xa9\n" },
	{ "quoted-printable", "x",
	    "Content-Transfer-Encoding: quoted-printable\n"
	    "Content-Type: text/plain; charset=iso-8859-1\n\n=E9t=\n=E9\n",
	    "\xc3\xa9t\xc3\xa9\n" },

	/* -- opaque ------------------------------------------------------- */
	{ "unknown encoding", "p", "Content-Transfer-Encoding: x-foo\n\nx\n",
	    "{text/plain||opaque}" },
	{ "zip", "p", "Content-Type: application/zip\n\nx",
	    "{application/zip||opaque}" },
	{ "zip by its name", "p",
	    "Content-Type: application/octet-stream; name=A.ZIP\n\nx",
	    "{application/octet-stream|A.ZIP|att|opaque}" },
	{ "TNEF", "p", "Content-Type: application/ms-tnef\n\nx",
	    "{application/ms-tnef||opaque}" },
	{ "S/MIME", "p", "Content-Type: application/pkcs7-mime\n\nx",
	    "{application/pkcs7-mime||opaque}" },
	{ "PGP/MIME", "p",
	    "Content-Type: multipart/encrypted; boundary=b\n\n--b\n"
	    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
	    "Content-Type: application/octet-stream\n\nx\n--b--\n",
	    "{application/pgp-encrypted||opaque}"
	    "{application/octet-stream||opaque}" },
	{ "inline PGP", "p", "\n-----BEGIN PGP MESSAGE-----\nx\n",
	    "{text/plain||opaque}" },
	{ "encoded message", "p",
	    "Content-Type: message/rfc822\n"
	    "Content-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoKYg==\n",
	    "{message/rfc822||opaque}" },
	{ "multipart without a boundary", "p",
	    "Content-Type: multipart/mixed\n\nsecret\n",
	    "{multipart/mixed||opaque}" },
};

static void
show_mailboxes(struct buf *buf, const struct mailboxes *mailboxes)
{
	for (size_t i = 0; i < mailboxes->n; i++)
		buf_format(buf, "[%s|%s]", mailboxes->v[i].name,
		    mailboxes->v[i].address);
}

static void
show_lines(struct buf *buf, const struct strv *lines)
{
	buf_putc(buf, '(');
	for (size_t i = 0; i < lines->n; i++)
		buf_format(buf, "%s%s", i > 0 ? " " : "", lines->v[i]);
	buf_putc(buf, ')');
}

static void
show_parts(struct buf *buf, const struct facts *facts)
{
	for (size_t i = 0; i < facts->n_parts; i++) {
		const struct part *part = &facts->parts[i];

		buf_format(buf, "{%s|%s%s%s}", part->type, part->name,
		    part->is_attachment ? "|att" : "",
		    part->is_opaque ? "|opaque" : "");
	}
}

static void
show(struct buf *buf, const struct facts *facts, char what)
{
	switch (what) {
	case 'f':
		show_mailboxes(buf, &facts->from);
		break;
	case 't':
		show_mailboxes(buf, &facts->to);
		break;
	case 'c':
		show_mailboxes(buf, &facts->cc);
		break;
	case 's':
		show_mailboxes(buf, &facts->sender);
		break;
	case 'r':
		show_mailboxes(buf, &facts->reply_to);
		break;
	case 'i':
		buf_puts(
		    buf, facts->message_id == NULL ? "-" : facts->message_id);
		break;
	case 'R':
		show_lines(buf, &facts->references);
		break;
	case 'I':
		show_lines(buf, &facts->in_reply_to);
		break;
	case 'S':
		buf_puts(buf, facts->subject);
		break;
	case 'D':
		buf_format(buf, "%jd", (intmax_t)facts->date_s);
		break;
	case 'A':
		buf_puts(buf, facts->auto_submitted);
		break;
	case 'P':
		buf_puts(buf, facts->precedence);
		break;
	case 'L':
		show_lines(buf, &facts->list_ids);
		break;
	case 'p':
		show_parts(buf, facts);
		break;
	case 'x':
		buf_puts(buf, facts->text);
		break;
	default:
		buf_puts(buf, "?");
	}
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		auto_facts struct facts *facts =
		    facts_parse(rows[i].raw, strlen(rows[i].raw));
		auto_buf struct buf got = BUF_INIT(100000);

		for (const char *p = rows[i].what; *p != '\0'; p++)
			show(&got, facts, *p);
		tap_is_string(
		    buf_string(&got), rows[i].want, "%s", rows[i].name);
	}
}

static void
test_nul(void)
{
	static const char raw[] = "To: a@b,\0 c@d\nSubject: x\0y\n"
				  "Content-Type: text/plain;\0 format=flowed\n"
				  "\na\0b \nc\n";
	auto_facts struct facts *facts = facts_parse(raw, sizeof raw - 1);

	tap_is_int((intmax_t)facts->to.n, 2, "NUL: no address is lost");
	tap_is_string(facts->subject, "x y", "NUL: nor the subject");
	tap_is_string(facts->text, "ab c\n", "NUL: nor the type or the text");
}

static void
test_counts(void)
{
	static const char raw[] =
	    "Received: a\nReceived: b\nX-Autoreply: yes\nFrom: g: a@b;\n"
	    "Message-ID: <a@b>\nMessage-ID: <c@d>\nContent-Type: "
	    "multipart/report; boundary=b\n\n--b\n\nabc\n--b--\n";
	auto_facts struct facts *facts = facts_parse(raw, sizeof raw - 1);

	tap_is_int(facts->n_received, 2, "count of Received");
	tap_is_int(facts->n_message_id_fields, 2, "count of Message-ID");
	tap_is_int(facts->n_from_fields, 1, "count of From");
	tap_ok(facts->from_is_group, "group in From");
	tap_ok(facts->has_auto_reply_field, "automatic reply");
	tap_ok(facts->is_report, "report");
	tap_is_string(facts->content_type, "multipart/report", "type");
	tap_ok(!facts->is_cut, "nothing is cut");
	tap_is_int((intmax_t)facts->n_parts, 1, "one part");
	tap_is_int((intmax_t)facts->parts[0].n_bytes, 3, "its size");
	tap_is_string(facts->parts[0].sha256,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	    "its SHA-256");
}

static void
test_message_front(void)
{
	static const char raw[] =
	    "Content-Type: message/rfc822\n\nReceived: hidden\n"
	    "Subject: =?utf-8?q?=C3=A9=0Aa?=\nFrom: A <a@b>\n\ninner\n";
	auto_facts struct facts *facts = facts_parse(raw, sizeof raw - 1);

	tap_is_int((intmax_t)facts->n_parts, 2, "front and leaf");
	tap_is_string(facts->parts[0].text,
	    "From: A <a@b>\nSubject: \xc3\xa9 a\n", "its header lines");
	tap_is_string(facts->parts[0].sha256, "", "no hash of its own");
	tap_is_string(facts->parts[1].text, "inner\n", "its text");
	tap_is_string(facts->text, "", "which is not read");
}

/* Limits: what is dropped is told. */
static void
test_limits(void)
{
	auto_buf struct buf raw = BUF_INIT(100 * 1000 * 1000);
	auto_facts struct facts *many = NULL;
	auto_facts struct facts *large = NULL;
	size_t n_text = 0;

	buf_puts(&raw, MIXED);
	for (int i = 0; i < FACTS_PARTS + 1; i++)
		buf_puts(&raw, "--b\n\nx\n");
	many = facts_parse(buf_string(&raw), raw.len);
	tap_is_int((intmax_t)many->n_parts, FACTS_PARTS, "parts: the limit");
	tap_ok(many->is_cut, "parts: told");

	buf_clear(&raw);
	buf_puts(&raw, "Subject: ");
	for (int i = 0; i < 2000; i++)
		buf_puts(&raw, "\xc3\xa9");
	buf_puts(&raw, "\n" MIXED "--b\n\n");
	for (int i = 0; i < 300000; i++)
		buf_puts(&raw, "\xc3\xa9 a line\n");
	buf_puts(&raw, "--b\n\n");
	for (int i = 0; i < 300000; i++)
		buf_puts(&raw, "\xc3\xa9 a line\n");
	buf_puts(&raw, "--b--\n");
	large = facts_parse(buf_string(&raw), raw.len);
	for (size_t i = 0; i < large->n_parts; i++)
		n_text += strlen(large->parts[i].text);
	tap_ok(large->is_cut, "texts: told");
	tap_ok(n_text <= FACTS_TEXT_BYTES && n_text > FACTS_TEXT_BYTES - 4,
	    "texts: full to the limit");
	tap_ok(!large->parts[0].is_opaque, "texts: the first is whole");
	tap_ok(large->parts[1].is_opaque, "texts: the cut one is opaque");
	tap_is_int((intmax_t)strlen(large->subject), FACTS_NAME_BYTES,
	    "subject: the limit");
}

/* Nothing may depend on where or when the worker runs. */
static void
test_deterministic(void)
{
	static const char raw[] = "Date: Mon, 23 Nov 2026 11:19:00 +0000\n"
				  "Subject: \xe9\n\n\xe9\n";
	auto_buf struct buf one = BUF_INIT(10000);
	auto_buf struct buf two = BUF_INIT(10000);
	auto_facts struct facts *first = facts_parse(raw, sizeof raw - 1);
	auto_facts struct facts *second = NULL;

	setenv("TZ", "Asia/Tokyo", 1);
	setenv("LC_ALL", "ja_JP.eucJP", 1);
	second = facts_parse(raw, sizeof raw - 1);
	facts_encode(first, &one);
	facts_encode(second, &two);
	tap_is_bytes(two.data, two.len, one.data, one.len,
	    "another zone and locale: the same facts");
}

int
main(void)
{
	test_rows();
	test_nul();
	test_counts();
	test_message_front();
	test_limits();
	test_deterministic();
	return tap_done();
}
