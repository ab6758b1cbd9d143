/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main of a fuzzer without libFuzzer: fuzz-NAME runs every file of
 * tests/fuzz/seeds/NAME once, as a test.  With operands it runs those files.
 */
#include <dirent.h>
#include <errno.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"
#include "tests/fuzz/fuzz.h"
#include "tests/tap.h"

enum { SEED_BYTES = 16 * 1024 * 1024 };

static void
list_seeds(struct strv *paths)
{
	const char *top = getenv("TOP_SRCDIR");
	const char *name = program_invocation_short_name + strlen("fuzz-");
	auto_free char *folder =
	    mem_format("%s/tests/fuzz/seeds/%s", top == NULL ? "." : top, name);
	DIR *dir = opendir(folder);

	if (dir == NULL)
		return;
	for (;;) {
		struct dirent *entry = readdir(dir);

		if (entry == NULL)
			break;
		if (entry->d_name[0] != '.')
			strv_take(paths, file_join(folder, entry->d_name));
	}
	closedir(dir);
	strv_sort(paths);
}

/* From a block of its very size, so that a sanitizer sees one byte too far. */
static void
run_seed(const char *path)
{
	auto_buf struct buf seed = BUF_INIT(SEED_BYTES);
	auto_free uint8_t *data = NULL;
	int result = -1;

	if (file_load(path, &seed, NULL) == RC_OK) {
		data = mem_dup_bytes(buf_string(&seed), seed.len);
		result = LLVMFuzzerTestOneInput(data, seed.len);
	}
	tap_is_int(result, 0, "%s", path);
}

int
main(int argc, char **argv)
{
	auto_strv struct strv paths = STRV_INIT;

	for (int i = 1; i < argc; i++)
		strv_add(&paths, argv[i]);
	if (argc == 1)
		list_seeds(&paths);
	for (size_t i = 0; i < paths.n; i++)
		run_seed(paths.v[i]);
	return tap_done();
}
