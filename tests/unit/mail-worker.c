/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/worker.h"

#include "lib/base/child.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

#define GOOD "Subject: good\n\nfine\n"

static const struct worker_limits limits = {
	.memory_bytes = 1024UL * 1024 * 1024,
	.cpu_s = 20,
	.wall_s = 30,
};

/* What the double does, and how the error tells it. */
static const struct {
	const char *name;
	const char *message;
	const char *want;
} deaths[] = {
	{ "crash", "Subject: please crash\n\n", "signal 15" },
	{ "exit", "Subject: please exit\n\n", "exit status 3" },
	{ "hang", "Subject: please hang\n\n", "no answer within 1 seconds" },
	{ "lie", "Subject: please lie\n\n", "an answer that is none" },
	{ "boast", "Subject: please boast\n\n", "an answer that is none" },
};

static void
parses_good(struct worker *worker, const char *name)
{
	auto_facts struct facts *facts = NULL;
	struct err err = ERR_INIT;
	int died = -1;

	tap_is_int(
	    worker_parse(worker, GOOD, strlen(GOOD), &facts, &died, &err),
	    RC_OK, "%s: a good message is parsed", name);
	tap_is_string(facts == NULL ? NULL : facts->subject, "good",
	    "%s: its facts", name);
	tap_is_int(died, 0, "%s: nothing died of it", name);
}

static void
test_double(const char *build_dir)
{
	auto_free char *program =
	    file_join(build_dir, "tests/unit/mail-worker-double");
	struct worker_limits short_limits = limits;
	auto_worker struct worker *worker = NULL;
	unsigned n_starts = 1;

	short_limits.wall_s = 1;
	worker = worker_new(program, &short_limits);
	tap_is_int(worker_n_starts(worker), 0, "not started before needed");
	parses_good(worker, "first");
	for (size_t i = 0; i < sizeof deaths / sizeof deaths[0]; i++) {
		const char *raw = deaths[i].message;
		struct facts *facts = NULL;
		struct err err = ERR_INIT;
		int died = -1;

		tap_is_int(
		    worker_parse(worker, raw, strlen(raw), &facts, &died, &err),
		    RC_PERM, "%s: given up", deaths[i].name);
		tap_is_int(died, 1, "%s: the worker died", deaths[i].name);
		tap_is_string(
		    err.status, "5.3.0", "%s: status", deaths[i].name);
		tap_has(err.text, deaths[i].want, "%s: how it died",
		    deaths[i].name);
		parses_good(worker, deaths[i].name);
		/* The running one and two new ones died of it, and the good
		 * message found a third new one. */
		n_starts += WORKER_DEATHS;
		tap_is_int(worker_n_starts(worker), n_starts,
		    "%s: three lives are spent", deaths[i].name);
	}
}

/* Handed over before it is asked for, whatever it does to the worker. */
static void
test_foresee(const char *build_dir)
{
	auto_free char *program =
	    file_join(build_dir, "tests/unit/mail-worker-double");
	struct worker_limits short_limits = limits;
	auto_worker struct worker *worker = NULL;

	short_limits.wall_s = 1;
	worker = worker_new(program, &short_limits);
	for (size_t i = 0; i < sizeof deaths / sizeof deaths[0]; i++) {
		const char *raw = deaths[i].message;
		struct facts *facts = NULL;
		struct err err = ERR_INIT;
		int died = -1;

		worker_foresee(worker, GOOD, strlen(GOOD));
		parses_good(worker, "foreseen");
		worker_foresee(worker, raw, strlen(raw));
		tap_is_int(
		    worker_parse(worker, raw, strlen(raw), &facts, &died, &err),
		    RC_PERM, "%s: foreseen and given up", deaths[i].name);
		tap_is_int(died, 1, "%s: the worker died", deaths[i].name);
		tap_is_int(worker_n_starts(worker), 3 * (i + 1),
		    "%s: three lives are spent", deaths[i].name);
	}
	worker_foresee(worker, GOOD, strlen(GOOD));
	parses_good(worker, "foreseen by a new worker");
}

static void
test_no_program(void)
{
	static const char *const programs[] = { "/nonexistent/worker",
		"/bin/true", "/dev/null", NULL };

	for (size_t i = 0; programs[i] != NULL; i++) {
		auto_worker struct worker *worker =
		    worker_new(programs[i], &limits);
		struct facts *facts = NULL;
		struct err err = ERR_INIT;
		int died = -1;

		tap_is_int(worker_parse(
			       worker, GOOD, strlen(GOOD), &facts, &died, &err),
		    RC_TEMP, "%s: later", programs[i]);
		tap_is_int(died, 0, "%s: no death", programs[i]);
		tap_has(err.text, programs[i], "%s: is named", programs[i]);
	}
}

/* A message made of a piece repeated, that killed GMime or made it drink
 * memory (research/libraries.md 1): refused by the bounds, or survived. */
static const struct {
	const char *name;
	const char *before;
	const char *piece;
	size_t n_pieces;
	const char *after;
	enum rc want;
} hostile[] = {
	{ "nested groups", "To: ", "g:", 51000, "\n\nx\n", RC_PERM },
	{ "nested groups within bounds", "To: ", "g:", 16000, "\n\nx\n",
	    RC_OK },
	{ "nested groups in an inner message",
	    "Content-Type: message/rfc822\n\nTo: ", "g:", 51000, "\n\nx\n",
	    RC_OK },
	{ "empty parts", "Content-Type: multipart/mixed; boundary=b\n\n",
	    "--b\n\n\n", 1000000, "", RC_PERM },
	{ "a million header lines", "", "X-A: bcdef\n", 1000000, "\nx\n",
	    RC_PERM },
	{ "a million header lines in an inner message",
	    "Content-Type: message/rfc822\n\n", "X-A: bcdef\n", 200000, "\nx\n",
	    RC_OK },
	{ "nested messages", "", "Content-Type: message/rfc822\n\n", 20000,
	    "x\n", RC_OK },
	{ "encoded words", "Subject: ", "=?utf-8?q?a?= ", 2300, "\n\nx\n",
	    RC_OK },
	{ "beginnings of encoded words", "Subject: ", "=?", 16000, "\n\nx\n",
	    RC_OK },
	{ "parameters", "Content-Type: text/plain", ";a*0*=utf-8''b", 2000,
	    "\n\nx\n", RC_OK },
	{ "open comments", "To: ", "(", 32000, "\n\nx\n", RC_OK },
	{ "open angles in References", "References: ", "<a@b ", 6000, "\n\nx\n",
	    RC_OK },
	{ "a long charset", "Content-Type: text/plain; charset=", "x", 30000,
	    "\n\n\xe9\n", RC_OK },
	{ "nested elements", "Content-Type: text/html\n\n", "<div>", 200000,
	    "x\n", RC_OK },
	{ "one long line", "A: b\n\n", "abcdefgh ", 1000000, "\n", RC_OK },
};

static void
test_hostile(struct worker *worker)
{
	for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
		auto_buf struct buf raw = BUF_INIT(20 * 1000 * 1000);
		auto_facts struct facts *facts = NULL;
		struct err err = ERR_INIT;
		int died = -1;

		buf_puts(&raw, hostile[i].before);
		for (size_t n = 0; n < hostile[i].n_pieces; n++)
			buf_puts(&raw, hostile[i].piece);
		buf_puts(&raw, hostile[i].after);
		tap_is_int(worker_parse(worker, buf_string(&raw), raw.len,
			       &facts, &died, &err),
		    hostile[i].want, "hostile: %s", hostile[i].name);
		tap_is_int(died, 0, "hostile: %s: no death", hostile[i].name);
		if (err.text[0] != '\0')
			tap_note("%s", err.text);
	}
}

/* 1020 nested multiparts, and lines that each one must compare with. */
static void
test_nested_multiparts(struct worker *worker)
{
	auto_buf struct buf raw = BUF_INIT(10 * 1000 * 1000);
	auto_facts struct facts *facts = NULL;
	int died = -1;

	for (int i = 0; i < 1020; i++)
		buf_format(&raw,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
		    i);
	for (int i = 0; i < 8000; i++)
		buf_puts(&raw, "--x\n");
	tap_is_int(worker_parse(
		       worker, buf_string(&raw), raw.len, &facts, &died, NULL),
	    RC_OK, "1020 nested multiparts are survived");
}

/* The content of parts, for pages. */
static void
test_part(struct worker *worker)
{
	static const char raw[] =
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n"
	    "--b\nContent-Type: image/png; name=dot.png\n"
	    "Content-Transfer-Encoding: base64\n\nAAECA/8=\n--b--\n";
	static const char want[] = "\0\1\2\3\377";
	auto_free char *content = NULL;
	size_t n = 0;
	struct err err = ERR_INIT;

	tap_is_int(
	    worker_part(worker, raw, sizeof raw - 1, 1, &content, &n, &err),
	    RC_OK, "a part is there");
	tap_is_bytes(content, n, want, sizeof want - 1, "decoded, NULs too");
	tap_is_int(
	    worker_part(worker, raw, sizeof raw - 1, 2, &content, &n, &err),
	    RC_NOENT, "a part that is not");
}

/* A limit that the message does not fit in. */
static void
test_tiny_memory(const char *program)
{
#ifdef __SANITIZE_ADDRESS__
	tap_note("no limit of memory with the sanitizer: %s", program);
#else
	static const struct worker_limits tiny = {
		.memory_bytes = 96UL * 1024 * 1024,
		.cpu_s = 20,
		.wall_s = 30,
	};
	auto_worker struct worker *worker = worker_new(program, &tiny);
	auto_buf struct buf raw = BUF_INIT(60 * 1000 * 1000);
	struct facts *facts = NULL;
	struct err err = ERR_INIT;
	int died = -1;

	buf_puts(&raw, "A: b\n\n");
	while (raw.len < 50 * 1000 * 1000)
		buf_puts(&raw, "a line of text, once more\n");
	tap_is_int(worker_parse(worker, raw.data, raw.len, &facts, &died, &err),
	    RC_PERM, "tiny memory: a large message is given up");
	tap_is_int(died, 1, "tiny memory: the worker died");
	parses_good(worker, "tiny memory");
#endif
}

int
main(void)
{
	const char *build_dir = getenv("TOP_BUILDDIR");
	auto_free char *program = child_program("trestle-worker");
	auto_worker struct worker *worker = worker_new(program, &limits);

	test_double(build_dir == NULL ? "." : build_dir);
	test_foresee(build_dir == NULL ? "." : build_dir);
	test_no_program();
	test_hostile(worker);
	test_nested_multiparts(worker);
	test_part(worker);
	parses_good(worker, "after all that");
	tap_is_int(worker_n_starts(worker), 1, "one worker for all of it");
	test_tiny_memory(program);
	return tap_done();
}
