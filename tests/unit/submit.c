/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SMTP client against tests/sink, which is told what to do wrong.
 */
#include "lib/net/submit.h"

#include <signal.h>
#include <sys/wait.h>

#include "lib/base/child.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"
#include "tests/tap.h"

#define HEADER "Subject: hello\n\n"
#define BODY "A line.\n"

/* A sink with this script, and a client for it. */
struct pair {
	char *dir;
	char *log;
	pid_t sink;
	struct submit *submit;
};

static void
must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	printf("Bail out! %s\n", err->text);
	exit(EXIT_FAILURE);
}

static pid_t
start_sink(const char *dir, const char *log, const char *script_path,
    char ret_server[32])
{
	const char *top = getenv("TOP_BUILDDIR");
	auto_free char *program =
	    mem_format("%s/tests/sink/trestle-sink", top == NULL ? "." : top);
	char *const argv[] = { program, mem_format("--dir=%s", dir),
		mem_format("--log=%s", log),
		mem_format("--refuse=%s", script_path), NULL };
	struct err err = ERR_INIT;
	char port[8] = "";
	int pipe_fds[2];
	pid_t pid;
	ssize_t n;

	if (pipe(pipe_fds) != 0)
		abort();
	must(child_start(program, argv, -1, pipe_fds[1], &pid, &err), &err);
	close(pipe_fds[1]);
	for (int i = 1; argv[i] != NULL; i++)
		free(argv[i]);
	n = read(pipe_fds[0], port, sizeof(port) - 1);
	close(pipe_fds[0]);
	if (n < 2) {
		printf("Bail out! %s does not start\n", program);
		exit(EXIT_FAILURE);
	}
	snprintf(ret_server, 32, "127.0.0.1:%.*s", (int)n - 1, port);
	return pid;
}

static struct pair
pair_new(const char *script)
{
	auto_free char *template = mem_format("%s/sink-XXXXXX", tap_scratch());
	auto_free char *script_path = NULL;
	struct pair pair = { .dir = NULL };
	struct err err = ERR_INIT;
	char server[32];

	if (mkdtemp(template) == NULL)
		abort();
	pair.dir = file_join(template, "mail");
	pair.log = file_join(template, "log");
	script_path = file_join(template, "script");
	must(file_replace(script_path, script, strlen(script), 0600, &err),
	    &err);
	pair.sink = start_sink(pair.dir, pair.log, script_path, server);
	pair.submit = submit_new(server);
	return pair;
}

static void
pair_release(struct pair *pair)
{
	submit_free(pair->submit);
	kill(pair->sink, SIGTERM);
	waitpid(pair->sink, NULL, 0);
	free(pair->dir);
	free(pair->log);
}

#define auto_pair __attribute__((cleanup(pair_release)))

static enum rc
send_to(struct pair *pair, const struct strv *recipients,
    struct submit_result *results, struct err *err)
{
	return submit_message(pair->submit, "s@x.org",
	    (const char *const *)recipients->v, recipients->n, HEADER,
	    strlen(HEADER), BODY, strlen(BODY), results, err);
}

/* want: for each recipient k (taken), t (later), p (never), "-" when nothing
 * is known.  n_copies: what the sink has filed. */
static const struct {
	const char *name;
	const char *script;
	const char *recipients;
	enum rc want_rc;
	const char *want;
	size_t n_copies;
	const char *want_text; /* in the error or in a reply */
} rows[] = {
	{ "all taken", "", "a@x b@x c@x", RC_OK, "kkk", 3, "" },
	{ "one never", "550 b@x\n", "a@x b@x c@x", RC_OK, "kpk", 2,
	    "550 recipient refused" },
	{ "one later", "450 a@x\n", "a@x b@x c@x", RC_OK, "tkk", 2,
	    "450 recipient refused" },
	{ "all refused", "550 a@x\n450 b@x\n", "a@x b@x", RC_OK, "pt", 0,
	    "550" },
	{ "MAIL never", "552 mail 1\n", "a@x b@x", RC_OK, "pp", 0, "552" },
	{ "MAIL later", "452 mail 1\n", "a@x b@x", RC_OK, "tt", 0, "452" },
	{ "DATA never", "554 data 1\n450 b@x\n", "a@x b@x", RC_OK, "pt", 0,
	    "554" },
	{ "DATA later", "451 data 1\n550 b@x\n", "a@x b@x", RC_OK, "tp", 0,
	    "451" },
	{ "the text never", "554 end 1\n", "a@x b@x", RC_OK, "pp", 0,
	    "554 message refused" },
	{ "the text later", "451 end 1\n550 b@x\n", "a@x b@x c@x", RC_OK, "tpt",
	    0, "451 message refused" },
	{ "no greeting", "drop connect 1\n", "a@x", RC_TEMP, "-", 0,
	    "cannot be reached" },
	{ "a greeting that refuses", "554 connect 1\n", "a@x", RC_TEMP, "-", 0,
	    "554 scripted" },
	{ "421 as greeting", "421 connect 1\n", "a@x", RC_TEMP, "-", 0,
	    "421 scripted" },
	{ "421 to MAIL", "421 mail 1\n", "a@x", RC_TEMP, "-", 0, "421" },
	{ "421 to RCPT", "421 rcpt 1\n", "a@x b@x", RC_TEMP, "-", 0, "421" },
	{ "421 to the text", "421 end 1\n", "a@x", RC_TEMP, "-", 0, "421" },
	{ "lost at MAIL", "drop mail 1\n", "a@x", RC_TEMP, "-", 0,
	    "broke off" },
	{ "lost at RCPT", "drop rcpt 1\n", "a@x b@x", RC_TEMP, "-", 0,
	    "broke off" },
	{ "lost at DATA", "drop data 1\n", "a@x", RC_TEMP, "-", 0,
	    "broke off" },
	{ "lost in the text", "drop text 1\n", "a@x", RC_TEMP, "-", 0,
	    "broke off" },
	{ "lost before the last answer", "drop end 1\n", "a@x", RC_TEMP, "-", 1,
	    "broke off" },
	{ "a line end in an address", "", "a@x c@x\r\nRCPT_TO:<b@x>", RC_PERM,
	    "-", 0, "cannot be sent" },
	{ "an angle bracket in an address", "", "a@x c@x>", RC_PERM, "-", 0,
	    "cannot be sent" },
	{ "nobody", "", "", RC_OK, "", 0, "" },
};

/* The paths of the filed copies, in order. */
static void
read_log(const struct pair *pair, struct strv *ret)
{
	auto_buf struct buf log = BUF_INIT(64 * 1024 * 1024);
	auto_strv struct strv lines = STRV_INIT;
	struct err err = ERR_INIT;

	must(file_load(pair->log, &log, &err), &err);
	strv_split(&lines, buf_string(&log), "\n");
	for (size_t i = 0; i < lines.n; i++) {
		const char *path = strrchr(lines.v[i], '\t') + 1;

		if (strcmp(path, "-") != 0)
			strv_add(ret, path);
	}
}

static void
check_row(size_t i)
{
	auto_pair struct pair pair = pair_new(rows[i].script);
	auto_strv struct strv recipients = STRV_INIT;
	auto_strv struct strv copies = STRV_INIT;
	struct submit_result results[4];
	struct err err = ERR_INIT;
	char got[8] = "-";
	enum rc rc;

	memset(results, 0x55, sizeof(results));
	strv_split(&recipients, rows[i].recipients, " ");
	rc = send_to(&pair, &recipients, results, &err);
	tap_is_int(rc, rows[i].want_rc, "%s", rows[i].name);
	for (size_t k = 0; rc == RC_OK && k <= recipients.n; k++) {
		got[k] = '\0';
		if (k == recipients.n)
			break;
		got[k] = results[k].rc == RC_OK ? 'k'
		    : results[k].rc == RC_TEMP	? 't'
						: 'p';
		if (results[k].rc != RC_OK && err.text[0] == '\0')
			err_set(&err, RC_TEMP, "", "%s", results[k].reply);
	}
	tap_is_string(got, rows[i].want, "%s: the answers", rows[i].name);
	tap_has(err.text, rows[i].want_text, "%s: the text", rows[i].name);
	if (rc != RC_OK)
		tap_ok(((char *)results)[0] == 0x55, "%s: untouched",
		    rows[i].name);
	read_log(&pair, &copies);
	tap_is_int((intmax_t)copies.n, (intmax_t)rows[i].n_copies, "%s: copies",
	    rows[i].name);
}

/* What befalls a kept connection before the text is no failure. */
static const struct {
	const char *name;
	const char *script;
	unsigned n_messages;
	unsigned want_connections;
} kept_rows[] = {
	{ "a hundred on one", "", 100, 1 },
	{ "one each", "421 after 1\n", 5, 5 },
	{ "a limit of three", "421 after 3\n", 10, 4 },
	{ "lost at MAIL", "drop mail 3\n", 5, 2 },
	{ "lost at RCPT", "drop rcpt 2\n", 3, 2 },
	{ "421 to DATA", "421 data 2\n", 3, 2 },
	{ "a refused recipient", "550 b@x\n", 5, 1 },
};

static void
check_kept(size_t i)
{
	auto_pair struct pair pair = pair_new(kept_rows[i].script);
	auto_strv struct strv recipients = STRV_INIT;
	auto_strv struct strv copies = STRV_INIT;
	unsigned n_ok = 0;

	strv_split(&recipients, "a@x b@x", " ");
	for (unsigned k = 0; k < kept_rows[i].n_messages; k++) {
		struct submit_result results[2];
		struct err err = ERR_INIT;

		if (send_to(&pair, &recipients, results, &err) == RC_OK &&
		    results[0].rc == RC_OK)
			n_ok++;
		else
			tap_note("%u: %s", k, err.text);
	}
	tap_is_int(
	    n_ok, kept_rows[i].n_messages, "kept: %s", kept_rows[i].name);
	tap_is_int(submit_n_connections(pair.submit),
	    kept_rows[i].want_connections, "kept: %s: connections",
	    kept_rows[i].name);
	read_log(&pair, &copies);
	tap_is_int((intmax_t)copies.n,
	    kept_rows[i].n_messages *
		(strstr(kept_rows[i].script, "b@x") ? 1 : 2),
	    "kept: %s: each got it once", kept_rows[i].name);
}

/* The server went away and came back with nothing listening between. */
static void
check_gone(void)
{
	auto_pair struct pair pair = pair_new("");
	auto_strv struct strv recipients = STRV_INIT;
	struct submit_result results[1];
	struct err err = ERR_INIT;

	strv_add(&recipients, "a@x");
	tap_is_int(send_to(&pair, &recipients, results, &err), RC_OK, "there");
	kill(pair.sink, SIGTERM);
	waitpid(pair.sink, NULL, 0);
	tap_is_int(send_to(&pair, &recipients, results, &err), RC_TEMP, "gone");
	tap_is_string(err.status, "4.4.1", "gone: the status");
	tap_has(err.text, "127.0.0.1:", "gone: names the server");
	pair.sink = fork();
	if (pair.sink == 0)
		_exit(0);
}

static void
check_thousand(void)
{
	auto_pair struct pair pair = pair_new("550 r500@x\n");
	auto_free struct submit_result *results =
	    mem_zero(1000, sizeof(results[0]));
	auto_strv struct strv recipients = STRV_INIT;
	auto_strv struct strv copies = STRV_INIT;
	struct err err = ERR_INIT;
	size_t n_taken = 0;

	for (int i = 0; i < 1000; i++)
		strv_take(&recipients, mem_format("r%d@x", i));
	tap_is_int(send_to(&pair, &recipients, results, &err), RC_OK,
	    "a thousand recipients");
	for (size_t i = 0; i < 1000; i++)
		if (results[i].rc == RC_OK)
			n_taken++;
	tap_is_int((intmax_t)n_taken, 999, "all but one are taken");
	tap_is_int(results[500].rc, RC_PERM, "the right one is refused");
	read_log(&pair, &copies);
	tap_is_int((intmax_t)copies.n, 999, "and each has a copy");
}

/* Each copy is what was sent, with CRLF line ends. */
static void
check_bytes(struct pair *pair, const char *name, const char *body,
    size_t n_body, const char *want, size_t n_want)
{
	auto_buf struct buf got = BUF_INIT(64 * 1024 * 1024);
	auto_buf struct buf all = BUF_INIT(64 * 1024 * 1024);
	auto_strv struct strv copies = STRV_INIT;
	const char *recipient = "a@x";
	struct submit_result result = { .rc = RC_TEMP };
	struct err err = ERR_INIT;
	enum rc rc;

	rc = submit_message(pair->submit, "", &recipient, 1, HEADER,
	    strlen(HEADER), body, n_body, &result, &err);
	if (!tap_ok(rc == RC_OK && result.rc == RC_OK, "%s: taken", name)) {
		tap_note("%s %s", err.text, result.reply);
		return;
	}
	read_log(pair, &copies);
	must(file_load(copies.v[copies.n - 1], &got, &err), &err);
	buf_puts(&all, "Subject: hello\r\n\r\n");
	buf_add(&all, want, n_want);
	tap_ok(got.len == all.len && memcmp(got.data, all.data, all.len) == 0,
	    "%s: byte for byte", name);
}

#define S(text) (text), sizeof(text) - 1

static void
check_bodies(void)
{
	auto_pair struct pair pair = pair_new("");
	static const struct {
		const char *name;
		const char *body;
		size_t n_body;
		const char *want;
		size_t n_want;
	} bodies[] = {
		{ "empty", S(""), S("") },
		{ "dots", S(".\n..\n.a\na.\n.\n"),
		    S(".\r\n..\r\n.a\r\na.\r\n.\r\n") },
		{ "a last dot without line end", S("a\n."), S("a\r\n.\r\n") },
		{ "no final line end", S("a"), S("a\r\n") },
		{ "bare CR", S("a\r.\rb"), S("a\r\n.\r\nb\r\n") },
		{ "the smuggler's end", S("a\n.\r\nMAIL FROM:<x@y>\r\n"),
		    S("a\r\n.\r\nMAIL FROM:<x@y>\r\n") },
		{ "NUL and 8-bit", S("\0\xff\xc3\xa9\n"),
		    S("\0\xff\xc3\xa9\r\n") },
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		check_bytes(&pair, bodies[i].name, bodies[i].body,
		    bodies[i].n_body, bodies[i].want, bodies[i].n_want);
	tap_is_int(submit_n_connections(pair.submit), 1,
	    "the bodies ended where they should");
}

/* Many dots and line ends at every place of curl's buffers. */
static void
check_large(void)
{
	auto_pair struct pair pair = pair_new("");

	for (size_t shift = 0; shift < 4; shift++) {
		auto_buf struct buf body = BUF_INIT(8 * 1024 * 1024);
		auto_buf struct buf want = BUF_INIT(8 * 1024 * 1024);
		auto_free char *name = mem_format("large, %zu", shift);

		for (size_t i = 0; i < shift; i++)
			buf_putc(&body, 'x');
		for (size_t i = 0; i < 400000; i++)
			buf_puts(&body, i % 7 == 0 ? ".\r\n" : "..\r\n");
		buf_add(&want, body.data, body.len);
		check_bytes(
		    &pair, name, body.data, body.len, want.data, want.len);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
	for (size_t i = 0; i < sizeof(kept_rows) / sizeof(kept_rows[0]); i++)
		check_kept(i);
	check_gone();
	check_thousand();
	check_bodies();
	check_large();
	return tap_done();
}
