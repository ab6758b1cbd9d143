/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The floor that bench-hook measures the hook against: the least that makes
 * a message durable under a name.  floor DIR <message: write, fsync, rename,
 * fsync of the folder.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	char bytes[64 * 1024], name[64];
	int dir_fd, fd;
	ssize_t n;

	if (argc != 2)
		return EX_USAGE;
	dir_fd = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fd = openat(dir_fd, "draft", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (dir_fd < 0 || fd < 0)
		return EX_TEMPFAIL;
	while ((n = read(STDIN_FILENO, bytes, sizeof(bytes))) > 0) {
		if (write(fd, bytes, (size_t)n) != n)
			return EX_TEMPFAIL;
	}
	snprintf(name, sizeof(name), "message.%d", (int)getpid());
	if (n < 0 || fsync(fd) != 0 ||
	    renameat(dir_fd, "draft", dir_fd, name) != 0 || fsync(dir_fd) != 0)
		return EX_TEMPFAIL;
	return EX_OK;
}
