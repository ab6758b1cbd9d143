/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/mbox.h"

#include <fcntl.h>

#include "lib/base/mem.h"
#include "tests/tap.h"

#define FROM "From x@example.com Mon Jun  3 16:20:49 2019\n"
#define MOST 5

enum { LIMIT_BYTES = 300 };

static const struct {
	const char *name;
	enum mbox_kind kind;
	const char *file;
	const char *want[MOST]; /* "!" and the beginning of a problem */
} rows[] = {
	{ "nothing", MBOX_RD, "", { NULL } },
	{ "empty lines", MBOX_RD, "\n\r\n\n", { NULL } },
	{ "one", MBOX_RD, FROM "A: b\n\nc\n\n", { "A: b\n\nc\n" } },
	{ "two", MBOX_RD, FROM "A: b\n\nc\n\n" FROM "D: e\n\nf\n\n",
	    { "A: b\n\nc\n", "D: e\n\nf\n" } },
	{ "empty lines before the first", MBOX_RD, "\n\n" FROM "A: b\n\n",
	    { "A: b\n" } },
	{ "no empty line at the end", MBOX_RD, FROM "A: b\n\nc\n",
	    { "A: b\n\nc\n" } },
	{ "cut off", MBOX_RD, FROM "A: b\n\nc", { "A: b\n\nc" } },
	{ "cut off in the From_ line", MBOX_RD, FROM "A: b\n\nFrom x@e",
	    { "A: b\n\nFrom x@e" } },
	{ "an empty line is the message's own", MBOX_RD, FROM "A: b\n\nc\n\n\n",
	    { "A: b\n\nc\n\n" } },
	{ "mboxrd", MBOX_RD, FROM "A: b\n\n>From c\n>>From d\n> From e\n\n",
	    { "A: b\n\nFrom c\n>From d\n> From e\n" } },
	{ "mboxo", MBOX_O, FROM "A: b\n\n>From c\n>>From d\n> From e\n\n",
	    { "A: b\n\nFrom c\n>>From d\n> From e\n" } },
	{ "From without a date", MBOX_RD, FROM "A: b\n\n\nFrom then on\nc\n\n",
	    { "A: b\n\n\nFrom then on\nc\n" } },
	{ "From_ without an empty line", MBOX_RD, FROM "A: b\n\nc\n" FROM "\n",
	    { "A: b\n\nc\n" FROM } },
	{ "CRLF", MBOX_RD,
	    "From x Mon Jun  3 16:20:49 2019\r\nA: b\r\n\r\nc\r\n\r\n"
	    "From x Mon Jun  3 16:20:49 2019\r\nD: e\r\n\r\n",
	    { "A: b\r\n\r\nc\r\n", "D: e\r\n" } },
	{ "From_ lines only", MBOX_RD, FROM "\n" FROM "\n" FROM,
	    { "", "", "" } },
	{ "no From_ line", MBOX_RD, "A: b\n\nc\n", { "!no line 'From" } },
	{ "no From_ line before the first", MBOX_RD, "A: b\n\n" FROM "D: e\n\n",
	    { "!no line 'From", "D: e\n" } },
};

static struct mbox *
mbox_of(const char *bytes, size_t n_bytes, enum mbox_kind kind)
{
	char path[] = "/tmp/trestle-mbox-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w+");

	unlink(path);
	fwrite(bytes, 1, n_bytes, file);
	fflush(file);
	fd = dup(fileno(file));
	lseek(fd, 0, SEEK_SET);
	fclose(file);
	return mbox_new(fd, kind, LIMIT_BYTES);
}

static void
check_row(size_t i)
{
	struct mbox *mbox =
	    mbox_of(rows[i].file, strlen(rows[i].file), rows[i].kind);
	struct err err = ERR_INIT;

	for (size_t n = 0; n < MOST; n++) {
		const char *want = rows[i].want[n];
		auto_found struct found found = { .raw = NULL };
		enum rc rc = mbox_next(mbox, &found, &err);

		tap_is_int(rc, want != NULL ? RC_OK : RC_NOENT, "%s: %zu",
		    rows[i].name, n);
		if (rc != RC_OK || want == NULL)
			break;
		if (want[0] == '!')
			tap_ok(found.problem != NULL &&
				strncmp(found.problem, want + 1,
				    strlen(want + 1)) == 0,
			    "%s: problem %s", rows[i].name, want + 1);
		else
			tap_is_string(found.raw, want, "%s", rows[i].name);
	}
	mbox_free(mbox);
}

/* What is written is read back, byte for byte, as messages of any bytes. */
static void
check_round_trip(void)
{
	static const struct {
		const char *raw;
		size_t n;
	} raws[] = {
		{ "A: b\n\nc\n", 8 },
		{ "", 0 },
		{ "\n", 1 },
		{ "\n\n\n", 3 },
		{ "From x Mon Jun  3 16:20:49 2019\n\n", 33 },
		{ "A: b\n\n" FROM "\n>" FROM "\n\n>>From \n", 0 },
		{ "A: b\r\n\r\nc\r\n\r\n", 0 },
		{ "A: b\n\n\0\0\n\xff\n", 11 },
	};
	auto_buf struct buf file = BUF_INIT(10000);
	struct mbox *mbox;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(raws) / sizeof(raws[0]); i++)
		mbox_add(&file, 1559578849, raws[i].raw,
		    raws[i].n > 0 ? raws[i].n : strlen(raws[i].raw));
	mbox = mbox_of(file.data, file.len, MBOX_RD);
	for (size_t i = 0; i < sizeof(raws) / sizeof(raws[0]); i++) {
		auto_found struct found found = { .raw = NULL };

		tap_is_int(
		    mbox_next(mbox, &found, &err), RC_OK, "there is %zu", i);
		tap_is_bytes(found.raw, found.n_raw, raws[i].raw,
		    raws[i].n > 0 ? raws[i].n : strlen(raws[i].raw),
		    "round trip %zu", i);
		tap_is_int(found.stored_s, 1559578849, "its date");
	}
	mbox_free(mbox);
}

/* Larger than the limit, with one line and with many, between good ones. */
static void
check_large(size_t n_large, char separator)
{
	auto_buf struct buf file = BUF_INIT(n_large + 10000);
	struct mbox *mbox;
	struct err err = ERR_INIT;
	static const char *const places[] = { "byte 0 (From x@example.com Mon ",
		"byte 51 (From x@example.com Mon " };

	buf_puts(&file, FROM "A: 1\n\n\n" FROM "B: 2\n\n");
	for (size_t i = 0; i < n_large; i++)
		buf_putc(&file, i % 70 == 69 ? separator : 'x');
	buf_puts(&file, "\n\n" FROM "C: 3\n\n");
	mbox = mbox_of(file.data, file.len, MBOX_RD);
	for (size_t i = 0; i < 3; i++) {
		auto_found struct found found = { .raw = NULL };

		tap_is_int(
		    mbox_next(mbox, &found, &err), RC_OK, "there is %zu", i);
		tap_ok((found.problem != NULL) == (i == 1), "%zu: problem? %s",
		    i, found.problem != NULL ? found.problem : "none");
		if (i < 2)
			tap_ok(strncmp(found.place, places[i],
				   strlen(places[i])) == 0,
			    "place %s", found.place);
		else
			tap_is_string(found.raw, "C: 3\n", "the next is whole");
	}
	mbox_free(mbox);
}

/* At the limit and one byte beyond. */
static void
check_limit(void)
{
	for (size_t more = 0; more < 2; more++) {
		auto_buf struct buf file = BUF_INIT(10000);
		auto_found struct found found = { .raw = NULL };
		struct err err = ERR_INIT;
		struct mbox *mbox;

		buf_puts(&file, FROM);
		for (size_t i = 0; i < LIMIT_BYTES - 1 + more; i++)
			buf_putc(&file, 'x');
		buf_puts(&file, "\n\n");
		mbox = mbox_of(file.data, file.len, MBOX_RD);
		tap_is_int(mbox_next(mbox, &found, &err), RC_OK, "read");
		tap_is_int(found.problem != NULL, more == 1,
		    "%zu beyond the limit", more);
		mbox_free(mbox);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
	check_round_trip();
	check_large(1000, 'x');
	check_large(1000, '\n');
	check_large(1000000, 'x');
	check_large(1000000, '\n');
	check_limit();
	return tap_done();
}
