/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Real and broken mail through the real worker: nothing dies, every message
 * is within bounds or refused with a reason, and facts survive their coding.
 */
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/child.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/mail/worker.h"
#include "tests/tap.h"

enum { FILE_BYTES = 64 * 1024 * 1024 };

/* ftw(3) hands nothing to its callback. */
static struct {
	struct worker *worker;
	size_t n_messages;
	size_t n_refused;
	size_t n_deaths;
	size_t n_unequal;
} run;

static void
compare_coding(const struct facts *facts)
{
	auto_buf struct buf one = BUF_INIT(FILE_BYTES);
	auto_buf struct buf two = BUF_INIT(FILE_BYTES);
	auto_facts struct facts *again = NULL;

	facts_encode(facts, &one);
	if (facts_decode(one.data, one.len, &again, NULL) == RC_OK)
		facts_encode(again, &two);
	if (one.len != two.len || memcmp(one.data, two.data, one.len) != 0)
		run.n_unequal++;
}

static void
parse(const char *raw, size_t n_raw, const char *name)
{
	auto_facts struct facts *facts = NULL;
	struct err err = ERR_INIT;
	int died = 0;
	enum rc rc = worker_parse(run.worker, raw, n_raw, &facts, &died, &err);

	run.n_messages++;
	if (rc != RC_OK) {
		tap_note("%s: %s", name, err.text);
		run.n_refused++;
		run.n_deaths += died ? 1 : 0;
		return;
	}
	compare_coding(facts);
}

/* An mbox has a From_ line at its beginning and behind empty lines. */
static void
parse_mbox(const char *mbox, const char *name)
{
	while (mbox != NULL) {
		const char *start = strchr(mbox, '\n');
		const char *end =
		    start == NULL ? NULL : strstr(start, "\n\nFrom ");

		if (start == NULL)
			return;
		start++;
		parse(start,
		    end == NULL ? strlen(start) : (size_t)(end + 1 - start),
		    name);
		mbox = end == NULL ? NULL : end + 2;
	}
}

static int
parse_file(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	auto_buf struct buf raw = BUF_INIT(FILE_BYTES);

	(void)st;
	(void)ftw;
	if (type != FTW_F)
		return 0;
	if (file_load(path, &raw, NULL) == RC_OK)
		parse(buf_string(&raw), raw.len, path);
	return 0;
}

static void
begin(void)
{
	run.n_messages = 0;
	run.n_refused = 0;
	run.n_deaths = 0;
	run.n_unequal = 0;
}

static void
end(const char *name, size_t n_messages, size_t n_refused)
{
	tap_ok(run.n_messages >= n_messages, "%s: %zu messages", name,
	    run.n_messages);
	tap_is_int((intmax_t)run.n_deaths, 0, "%s: nothing died", name);
	tap_ok(run.n_refused <= n_refused, "%s: %zu out of bounds", name,
	    run.n_refused);
	tap_is_int((intmax_t)run.n_unequal, 0,
	    "%s: facts are equal after their coding", name);
}

/* Of the folders below, all files; two of the bounces have no line ends but
 * CR, and some keys of the mime collections are one long line. */
static const struct {
	const char *name;
	size_t n_messages, n_refused;
} folders[] = {
	{ "mime", 500, 20 },
	{ "bounce", 500, 2 },
	{ "misc", 400, 0 },
	{ "reply", 200, 1 },
};

static void
test_folders(const char *corpora)
{
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		auto_free char *path = file_join(corpora, folders[i].name);

		begin();
		nftw(path, parse_file, 32, FTW_PHYS);
		end(folders[i].name, folders[i].n_messages,
		    folders[i].n_refused);
	}
}

static void
test_usb_storage(const char *corpora)
{
	auto_free char *path = file_join(corpora, "lists/usb-storage-1k.mbox");
	auto_buf struct buf mbox = BUF_INIT(FILE_BYTES);

	begin();
	tap_is_int(file_load(path, &mbox, NULL), RC_OK, "usb-storage: read");
	parse_mbox(buf_string(&mbox), "usb-storage");
	end("usb-storage", 1000, 0);
}

/* What xz makes of the file. */
static enum rc
unpack(char *path, struct buf *buf)
{
	char *argv[] = { (char[]){ "env" }, (char[]){ "xz" }, (char[]){ "-dc" },
		path, NULL };
	int ends[2];
	pid_t pid;
	enum rc rc;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return RC_TEMP;
	rc = child_start("/usr/bin/env", argv, -1, ends[1], &pid, NULL);
	close(ends[1]);
	if (rc == RC_OK) {
		rc = file_read_all(ends[0], buf, "xz", NULL);
		waitpid(pid, NULL, 0);
	}
	close(ends[0]);
	return rc;
}

static void
test_usrp_users(const char *corpora)
{
	auto_free char *path =
	    file_join(corpora, "lists/usrp-users-2019-05.mbox.xz");
	auto_buf struct buf mbox = BUF_INIT(FILE_BYTES);

	begin();
	tap_is_int(unpack(path, &mbox), RC_OK, "usrp-users: read");
	parse_mbox(buf_string(&mbox), "usrp-users");
	end("usrp-users", 277, 0);
}

int
main(void)
{
	const char *corpora = getenv("CORPORA");
	auto_free char *program = child_program("trestle-worker");
	auto_worker struct worker *worker =
	    worker_new(program, &worker_default_limits);

	if (corpora == NULL || corpora[0] == '\0')
		tap_skip_all("no corpora");
	run.worker = worker;
	test_folders(corpora);
	test_usb_storage(corpora);
	test_usrp_users(corpora);
	tap_is_int(worker_n_starts(worker), 1, "one worker for all of it");
	return tap_done();
}
