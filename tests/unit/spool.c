/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/spool/spool.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const char message[] = "Subject: hello\n\nwith a NUL \0 and no end";
enum { N_MESSAGE = sizeof(message) - 1 };

static struct spool *
fresh_spool(const char *name)
{
	auto_free char *dir = file_join(tap_scratch(), name);
	struct spool *spool = NULL;
	struct err err = ERR_INIT;
	enum rc rc = spool_create(dir, &err);

	if (rc == RC_OK)
		rc = spool_open(dir, &spool, &err);
	if (!tap_is_int(rc, RC_OK, "a spool %s %s", name, err.text))
		exit(tap_done());
	return spool;
}

static enum rc
accept_bytes(struct spool *spool, const void *bytes, size_t n_bytes)
{
	auto_envelope struct envelope envelope = ENVELOPE_INIT;

	envelope.received_s = 5;
	envelope.sender = mem_dup("anna@client.example");
	strv_add(&envelope.recipients, "acme@lists.example.com");
	return spool_accept_bytes(spool, &envelope, bytes, n_bytes, NULL);
}

/* The only name that waits, from the heap. */
static char *
only_name(struct spool *spool)
{
	auto_strv struct strv names = STRV_INIT;

	spool_list(spool, 10, &names, NULL);
	return names.n == 1 ? mem_dup(names.v[0]) : mem_dup("");
}

static size_t
n_files(const char *spool_name, const char *folder)
{
	auto_free char *dir =
	    mem_format("%s/%s/%s", tap_scratch(), spool_name, folder);
	DIR *stream = opendir(dir);
	const struct dirent *item;
	size_t n = 0;

	while (stream != NULL && (item = readdir(stream)) != NULL)
		n += item->d_name[0] != '.';
	if (stream != NULL)
		closedir(stream);
	return n;
}

static void
test_round_trip(void)
{
	auto_spool struct spool *spool = fresh_spool("round");
	auto_spooled struct spooled *back = NULL, *gone = NULL;
	struct err err = ERR_INIT;
	uint64_t waiting, aside;

	tap_is_int(accept_bytes(spool, message, N_MESSAGE), RC_OK, "accepted");
	auto_free char *name = only_name(spool);
	tap_is_int(
	    spool_read(spool, name, &back, &err), RC_OK, "read %s", err.text);
	if (back == NULL)
		return;
	tap_is_bytes(
	    back->raw, back->n_raw, message, N_MESSAGE, "byte for byte");
	tap_is_int(back->raw[back->n_raw], '\0', "a NUL behind");
	tap_is_string(back->envelope.sender, "anna@client.example", "sender");
	tap_is_string(back->envelope.submitter, NULL, "no submitter");
	tap_is_int(back->envelope.received_s, 5, "time");
	tap_is_int(spool_remove(spool, name, NULL), RC_OK, "removed");
	tap_is_int(spool_remove(spool, name, NULL), RC_OK, "removed again");
	tap_is_int(spool_read(spool, name, &gone, NULL), RC_NOENT, "gone");
	spool_count(spool, &waiting, &aside, NULL);
	tap_is_int((intmax_t)(waiting + aside), 0, "the spool is empty");
	tap_is_int((intmax_t)n_files("round", "draft"), 0, "no draft");
}

static const struct {
	const char *name;
	size_t n_bytes;
	uint64_t max_bytes;
	enum rc want;
	const char *status;
} sizes[] = {
	{ "empty", 0, 100, RC_PERM, "5.6.0" },
	{ "one byte", 1, 100, RC_OK, "" },
	{ "exactly the limit", 300000, 300000, RC_OK, "" },
	{ "one too many", 300001, 300000, RC_PERM, "5.3.4" },
	{ "limit of nothing", 1, 0, RC_PERM, "5.3.4" },
};

static void
test_sizes(void)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		auto_spool struct spool *spool = fresh_spool(sizes[i].name);
		auto_envelope struct envelope envelope = ENVELOPE_INIT;
		auto_free char *path = file_join(tap_scratch(), "input");
		struct err err = ERR_INIT;
		auto_close int fd =
		    open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		bool fits = sizes[i].want == RC_OK;

		if (ftruncate(fd, (off_t)sizes[i].n_bytes) != 0)
			tap_note("ftruncate failed");
		strv_add(&envelope.recipients, "acme@lists.example.com");
		tap_is_int(spool_accept(
			       spool, &envelope, fd, sizes[i].max_bytes, &err),
		    sizes[i].want, "%s", sizes[i].name);
		tap_is_string(err.status, sizes[i].status, "  status");
		tap_is_int(
		    (intmax_t)n_files(sizes[i].name, "new"), fits, "  entries");
		tap_is_int(
		    (intmax_t)n_files(sizes[i].name, "draft"), 0, "  drafts");
	}
}

static void
test_order(void)
{
	enum { N = 200 };
	auto_spool struct spool *spool = fresh_spool("order");
	auto_strv struct strv names = STRV_INIT;
	int n_wrong = 0;

	for (int i = 0; i < N; i++) {
		auto_free char *text = mem_format("N: %d\n", i);

		accept_bytes(spool, text, strlen(text));
	}
	spool_list(spool, SIZE_MAX, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		auto_spooled struct spooled *back = NULL;
		auto_free char *want = mem_format("N: %zu\n", i);

		if (spool_read(spool, names.v[i], &back, NULL) != RC_OK ||
		    strcmp(back->raw, want) != 0)
			n_wrong++;
	}
	tap_is_int((intmax_t)names.n, N, "all are listed");
	tap_is_int(n_wrong, 0, "in the order of arrival");
	strv_clear(&names);
	spool_list(spool, 3, &names, NULL);
	tap_is_int((intmax_t)names.n, 3, "at most so many");
}

static const char stray[] = "00000000000000000001.00000001.0000000000000001";

static void
test_strays(void)
{
	static const char *const bad[] = { "", ".", "..", "../draft/x",
		"lost+found", "00000000000000000001.00000001.000000000000000",
		"00000000000000000001.00000001.000000000000000g",
		"0000000000000000000x.00000001.0000000000000001",
		"00000000000000000001/00000001.0000000000000001",
		"00000000000000000001.00000001.0000000000000001.reason" };
	auto_spool struct spool *spool = fresh_spool("stray");
	auto_strv struct strv names = STRV_INIT;
	auto_spooled struct spooled *back = NULL;
	auto_free char *path =
	    mem_format("%s/stray/new/notes.txt", tap_scratch());
	auto_free char *fifo =
	    mem_format("%s/stray/new/%s", tap_scratch(), stray);

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		tap_is_int(spool_read(spool, bad[i], &back, NULL), RC_PERM,
		    "no name of ours: `%s'", bad[i]);
	file_replace(path, "x", 1, 0600, NULL);
	spool_list(spool, 10, &names, NULL);
	tap_is_int((intmax_t)names.n, 0, "a foreign file is not listed");

	mkfifo(fifo, 0600);
	tap_is_int(spool_read(spool, stray, &back, NULL), RC_PERM,
	    "a fifo does not block");
	unlink(fifo);
	if (symlink(path, fifo) != 0)
		tap_note("symlink failed");
	tap_is_int(spool_read(spool, stray, &back, NULL), RC_PERM,
	    "a link is not followed");
	unlink(fifo);
	mkdir(fifo, 0700);
	tap_is_int(spool_read(spool, stray, &back, NULL), RC_PERM,
	    "a folder is no entry");
}

static void
test_aside(void)
{
	auto_spool struct spool *spool = fresh_spool("aside");
	auto_buf struct buf reason = BUF_INIT(10000);
	struct err err = ERR_INIT;
	uint64_t waiting, n_aside;

	accept_bytes(spool, message, N_MESSAGE);
	auto_free char *name = only_name(spool);
	auto_free char *path =
	    mem_format("%s/aside/aside/%s.reason", tap_scratch(), name);
	tap_is_int(spool_set_aside(spool, name, "bad\nmessage\033", &err),
	    RC_OK, "set aside %s", err.text);
	tap_is_int(spool_set_aside(spool, name, "bad", NULL), RC_OK,
	    "set aside again");
	auto_free char *aside_path =
	    mem_format("%s/aside/aside/%s", tap_scratch(), name);
	auto_free char *new_path =
	    mem_format("%s/aside/new/%s", tap_scratch(), name);
	tap_is_int(link(aside_path, new_path), 0, "cut amid a move by link");
	tap_is_int(spool_set_aside(spool, name, "bad\nmessage\033", NULL),
	    RC_OK, "and once more");
	tap_is_int(spool_set_aside(spool, stray, "bad", NULL), RC_NOENT,
	    "what is not there is not set aside");
	spool_count(spool, &waiting, &n_aside, NULL);
	tap_is_int((intmax_t)waiting, 0, "none waits");
	tap_is_int(
	    (intmax_t)n_aside, 1, "one is aside, its reason not counted");
	file_load(path, &reason, NULL);
	tap_has(
	    buf_string(&reason), "Z bad message ", "why and when, printable");
}

static void
test_sweep(void)
{
	static const char *const draft[] = {
		"00000000000000000001.00000001.0000000000000001",
		"00000000000000000002.00000001.0000000000000001"
	};
	auto_spool struct spool *spool = fresh_spool("sweep");
	struct timeval old[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };

	for (size_t i = 0; i < 2; i++) {
		auto_free char *path =
		    mem_format("%s/sweep/draft/%s", tap_scratch(), draft[i]);

		file_replace(path, "x", 1, 0600, NULL);
		if (i == 0)
			utimes(path, old);
	}
	tap_is_int(spool_sweep(spool, NULL), RC_OK, "swept");
	tap_is_int((intmax_t)n_files("sweep", "draft"), 1,
	    "the old draft is gone, the fresh one is not");
}

static bool
is_readable(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	return poll(&poll_fd, 1, 0) == 1;
}

static void
test_watch(void)
{
	auto_spool struct spool *spool = fresh_spool("watch");
	int fd = -1;

	tap_is_int(spool_watch(spool, &fd, NULL), RC_OK, "watched");
	tap_ok(!is_readable(fd), "nothing yet");
	accept_bytes(spool, "", 0);
	tap_ok(!is_readable(fd), "a refused message is no entry");
	accept_bytes(spool, message, N_MESSAGE);
	tap_ok(is_readable(fd), "an entry wakes");
	spool_watch_drain(spool);
	tap_ok(!is_readable(fd), "once");
}

static void
test_modes(void)
{
	auto_spool struct spool *spool = fresh_spool("modes");
	auto_free char *dir = file_join(tap_scratch(), "modes/new");
	struct spool *none = NULL;
	struct stat st;

	accept_bytes(spool, message, N_MESSAGE);
	auto_free char *name = only_name(spool);
	auto_free char *path = file_join(dir, name);
	tap_ok(stat(dir, &st) == 0 && (st.st_mode & 0777) == 0700,
	    "folders are 0700");
	tap_ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "entries are 0600");
	tap_is_int(
	    spool_open("/nonexistent/spool", &none, NULL), RC_TEMP, "no spool");
}

int
main(void)
{
	test_round_trip();
	test_sizes();
	test_order();
	test_strays();
	test_aside();
	test_sweep();
	test_watch();
	test_modes();
	return tap_done();
}
