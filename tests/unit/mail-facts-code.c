/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/mem.h"
#include "lib/mail/facts.h"
#include "tests/tap.h"

static const char raw[] =
    "From: Ann <a@b>\nTo: c@d, E <e@f>\nMessage-ID: <g@h>\n"
    "References: <i@j> <k@l>\nSubject: s\nDate: Mon, 23 Nov 2026 11:19:00 "
    "+0000\nList-Id: <x.y>\nContent-Type: multipart/mixed; boundary=b\n\n"
    "--b\n\ntext\n--b\nContent-Type: image/png; name=n\n\nx\n--b--\n";

static void
encode(struct buf *buf)
{
	auto_facts struct facts *facts = facts_parse(raw, sizeof raw - 1);

	facts_encode(facts, buf);
}

static void
test_round_trip(void)
{
	auto_buf struct buf one = BUF_INIT(100000);
	auto_buf struct buf two = BUF_INIT(100000);
	auto_facts struct facts *facts = NULL;
	struct err err = ERR_INIT;

	encode(&one);
	if (!tap_is_int(facts_decode(one.data, one.len, &facts, &err), RC_OK,
		"what was encoded decodes"))
		return;
	facts_encode(facts, &two);
	tap_is_bytes(two.data, two.len, one.data, one.len,
	    "and encodes to the same bytes");
	tap_is_string(facts->message_id, "g@h", "a line");
	tap_is_string(facts->references.v[1], "k@l", "a list");
	tap_is_string(facts->to.v[1].name, "E", "a mailbox");
	tap_is_int(facts->date_s, 1795432740, "a time");
	tap_is_string(facts->parts[0].text, "text", "a text");
	tap_is_string(facts->parts[1].text, NULL, "no text");
	tap_ok(facts->parts[1].is_attachment, "a bool");
}

/* Every shorter piece, and every piece behind, is refused. */
static void
test_cut(void)
{
	auto_buf struct buf whole = BUF_INIT(100000);
	size_t n_refused = 0;

	encode(&whole);
	for (size_t n = 0; n < whole.len; n++) {
		struct facts *facts = NULL;

		if (facts_decode(whole.data, n, &facts, NULL) == RC_PERM &&
		    facts == NULL)
			n_refused++;
		facts_free(facts);
	}
	tap_is_int((intmax_t)n_refused, (intmax_t)whole.len,
	    "every beginning is refused");
	buf_putc(&whole, '\0');
	{
		struct facts *facts = NULL;

		tap_is_int(facts_decode(whole.data, whole.len, &facts, NULL),
		    RC_PERM, "one byte more is refused");
	}
}

/* With any byte changed it is refused, or means just what it says. */
static void
test_changed(void)
{
	static const unsigned char masks[] = { 0x01, 0x80, 0xff };
	auto_buf struct buf whole = BUF_INIT(100000);
	size_t n_wrong = 0;

	encode(&whole);
	for (size_t i = 0; i < whole.len * sizeof masks; i++) {
		char *byte = &whole.data[i / sizeof masks];
		char old = *byte;
		struct facts *facts = NULL;
		auto_buf struct buf again = BUF_INIT(100000);

		*byte = (char)(*byte ^ (char)masks[i % sizeof masks]);
		if (facts_decode(whole.data, whole.len, &facts, NULL) ==
		    RC_OK) {
			facts_encode(facts, &again);
			if (again.len != whole.len ||
			    memcmp(again.data, whole.data, whole.len) != 0)
				n_wrong++;
		}
		facts_free(facts);
		*byte = old;
	}
	tap_is_int((intmax_t)n_wrong, 0, "a changed byte is refused or kept");
}

int
main(void)
{
	test_round_trip();
	test_cut();
	test_changed();
	return tap_done();
}
