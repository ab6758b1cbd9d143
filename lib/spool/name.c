/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of entries: 20 digits of nanoseconds since 1970, 8 hexadecimal
 * digits of the process, 16 of chance, joined by dots.  They sort by bytes
 * in the order of arrival and never leave the server.
 */
#include "lib/spool/spool-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"

/* 'd' is a decimal digit, 'x' a hexadecimal one. */
static const char shape[] = "dddddddddddddddddddd.xxxxxxxx.xxxxxxxxxxxxxxxx";

enum rc
entry_name_new(struct spool *spool, char **ret, struct err *err)
{
	int64_t now_ns = clock_arrival_ns();
	uint64_t chance;
	ssize_t n;

	/* Entries of one process sort as it accepted them, though the clock
	 * be coarse or set back. */
	if (now_ns <= spool->last_name_ns)
		now_ns = spool->last_name_ns + 1;
	do {
		n = getrandom(&chance, sizeof(chance), 0);
	} while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(chance))
		return err_errno(err, "no random bytes for a spool name");
	spool->last_name_ns = now_ns;
	*ret = mem_format("%020lld.%08x.%016llx", (long long)now_ns,
	    (unsigned int)getpid(), (unsigned long long)chance);
	return RC_OK;
}

static bool
fits(char c, char kind)
{
	bool is_decimal = c >= '0' && c <= '9';

	if (kind == 'd')
		return is_decimal;
	return kind == 'x' ? is_decimal || (c >= 'a' && c <= 'f') : c == kind;
}

bool
entry_name_is_valid(const char *name)
{
	if (strlen(name) != strlen(shape))
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++) {
		if (!fits(name[i], shape[i]))
			return false;
	}
	return true;
}

/* Not every file system can refuse to clobber while it renames (NFS cannot);
 * all that matter can link.  Between the two calls the entry has two names,
 * of which readers see one: S2 holds, and the sweep takes the other. */
int
entry_move(int root_fd, const char *from, const char *to)
{
	if (renameat2(root_fd, from, root_fd, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (linkat(root_fd, from, root_fd, to, 0) != 0)
		return -1;
	(void)unlinkat(root_fd, from, 0);
	return 0;
}
