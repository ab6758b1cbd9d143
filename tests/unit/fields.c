/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/fields.h"

#include "tests/tap.h"

static const struct {
	const char *field;
	bool mixed;
	bool internal;
} passing[] = {
	{ "Subject: x\n", true, true },
	{ "DATE: x\n", true, true },
	{ "Content-Type: text/plain\n", true, true },
	{ "MIME-Version: 1.0\n", true, true },
	{ "From: a@b\n", false, true },
	{ "To: a@b\n", false, false },
	{ "Cc: a@b\n", false, false },
	{ "Bcc: a@b\n", false, false },
	{ "Reply-To: a@b\n", false, false },
	{ "Mail-Followup-To: a@b\n", false, false },
	{ "Message-ID: <a@b>\n", false, false },
	{ "References: <a@b>\n", false, false },
	{ "Thread-Index: AQHT\n", false, false },
	{ "Thread-Topic: secret\n", false, false },
	{ "Received: from a\n", false, true },
	{ "DKIM-Signature: v=1\n", false, true },
	{ "ARC-Seal: i=1\n", false, true },
	{ "Authentication-Results: a\n", false, true },
	{ "X-Mailer: a\n", false, true },
	{ "List-Id: <a.b>\n", false, false },
	{ "List-Unsubscribe: <a>\n", false, false },
	{ "X-List-Id: a\n", false, true },
	{ "Disposition-Notification-To: a@b\n", false, false },
	{ "no field at all\n", false, false },
};

static void
test_passing(void)
{
	for (size_t i = 0; i < sizeof(passing) / sizeof(passing[0]); i++) {
		const char *bytes = passing[i].field;
		struct field field = { .n_name = 0 };
		unsigned seen = 0;
		size_t pos = 0;

		tap_ok(header_next(bytes, strlen(bytes), &pos, &field),
		    "a line: %.30s", bytes);
		tap_is_int(field_passes_mixed(&field, &seen), passing[i].mixed,
		    "mixed: %.12s", bytes);
		tap_is_int(field_passes_internal(&field), passing[i].internal,
		    "internal: %.12s", bytes);
	}
}

static void
test_once(void)
{
	static const char raw[] = "Subject: one\nDate: d\nSUBJECT: two\n";
	struct field field;
	unsigned seen = 0;
	size_t pos = 0;
	int n_passed = 0;

	while (header_next(raw, strlen(raw), &pos, &field))
		n_passed += field_passes_mixed(&field, &seen);
	tap_is_int(n_passed, 2, "a field passes once");
}

static const struct {
	const char *name;
	const char *raw;
	size_t n_raw;
	const char *want;
} copies[] = {
#define ROW(name, raw, want)                     \
	{                                        \
		name, raw, sizeof(raw) - 1, want \
	}
	ROW("as it is", "Subject: x\n", "Subject: x\n"),
	ROW("CRLF", "Subject: x\r\n", "Subject: x\n"),
	ROW("folded", "Subject: x\r\n y\r\n", "Subject: x\n y\n"),
	ROW("no line end", "Subject: x", "Subject: x\n"),
	ROW("bare CR", "Subject: x\rReply-To: e@vil\n",
	    "Subject: x Reply-To: e@vil\n"),
	ROW("blank fold", "Subject: x\n \n y\n", "Subject: x\n y\n"),
	ROW("NUL", "Subject: x\0y\n", "Subject: xy\n"),
#undef ROW
};

static void
test_copy(void)
{
	for (size_t i = 0; i < sizeof(copies) / sizeof(copies[0]); i++) {
		auto_buf struct buf buf = BUF_INIT(1000);
		struct field field = { .bytes = copies[i].raw,
			.n_bytes = copies[i].n_raw };

		field_copy(&buf, &field);
		tap_is_string(
		    buf_string(&buf), copies[i].want, "%s", copies[i].name);
	}
}

int
main(void)
{
	test_passing();
	test_once();
	test_copy();
	return tap_done();
}
