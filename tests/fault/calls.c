/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls that libfault.so stands in for, under all the names that the C
 * library has for them.  Each asks for its fate and then makes the system
 * call itself.
 */
/* It would make inline functions of what is defined here. */
#undef _FORTIFY_SOURCE
#include "tests/fault/fault-private.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static size_t
half(enum fate fate, size_t n_bytes)
{
	return fate == FATE_SHORT && n_bytes > 1 ? n_bytes / 2 : n_bytes;
}

/* -- open ----------------------------------------------------------------- */

static int
do_open(int dir_fd, const char *name, int flags, mode_t mode)
{
	enum fate fate = FATE_GO;

	if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0 &&
	    strncmp(name, "/dev/", 5) != 0)
		fate = fate_of_name("open", dir_fd, name);
	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_openat, dir_fd, name, flags, mode));
}

static mode_t
mode_of(int flags, va_list arguments)
{
	return (flags & (O_CREAT | __O_TMPFILE)) != 0
	    ? va_arg(arguments, mode_t)
	    : 0;
}

int
open(const char *name, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_of(flags, arguments);
	va_end(arguments);
	return do_open(AT_FDCWD, name, flags, mode);
}

int
openat(int dir_fd, const char *name, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_of(flags, arguments);
	va_end(arguments);
	return do_open(dir_fd, name, flags, mode);
}

int
creat(const char *name, mode_t mode)
{
	return do_open(AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

/* The other names that programs have for these two: with large files, and
 * as _FORTIFY_SOURCE calls them where no file is made. */
int open64(const char *name, int flags, ...) __attribute__((alias("open")));
int openat64(int dir_fd, const char *name, int flags, ...)
    __attribute__((alias("openat")));
int creat64(const char *name, mode_t mode) __attribute__((alias("creat")));
int __open_2(const char *name, int flags);
int __open64_2(const char *name, int flags);
int __openat_2(int dir_fd, const char *name, int flags);
int __openat64_2(int dir_fd, const char *name, int flags);

int
__open_2(const char *name, int flags)
{
	return do_open(AT_FDCWD, name, flags, 0);
}

int
__open64_2(const char *name, int flags)
{
	return do_open(AT_FDCWD, name, flags, 0);
}

int
__openat_2(int dir_fd, const char *name, int flags)
{
	return do_open(dir_fd, name, flags, 0);
}

int
__openat64_2(int dir_fd, const char *name, int flags)
{
	return do_open(dir_fd, name, flags, 0);
}

/* -- write ---------------------------------------------------------------- */

ssize_t
write(int fd, const void *bytes, size_t n_bytes)
{
	enum fate fate = fate_of_fd("write", fd);

	if (fate == FATE_FAIL)
		return -1;
	return after(fate, syscall(SYS_write, fd, bytes, half(fate, n_bytes)));
}

ssize_t
pwrite(int fd, const void *bytes, size_t n_bytes, off_t offset)
{
	enum fate fate = fate_of_fd("write", fd);

	if (fate == FATE_FAIL)
		return -1;
	return after(fate,
	    syscall(SYS_pwrite64, fd, bytes, half(fate, n_bytes), offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t n_bytes, off64_t offset)
    __attribute__((alias("pwrite")));

ssize_t
writev(int fd, const struct iovec *pieces, int n_pieces)
{
	enum fate fate = fate_of_fd("write", fd);

	if (fate == FATE_FAIL)
		return -1;
	if (fate == FATE_SHORT && n_pieces > 0)
		return syscall(SYS_write, fd, pieces[0].iov_base,
		    half(fate, pieces[0].iov_len));
	return after(fate, syscall(SYS_writev, fd, pieces, n_pieces));
}

/* -- fsync, truncate ------------------------------------------------------ */

int
fsync(int fd)
{
	enum fate fate = fate_of_fd("fsync", fd);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_fsync, fd));
}

int
fdatasync(int fd)
{
	enum fate fate = fate_of_fd("fsync", fd);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_fdatasync, fd));
}

int
ftruncate(int fd, off_t length)
{
	enum fate fate = fate_of_fd("truncate", fd);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_ftruncate, fd, length));
}

int ftruncate64(int fd, off64_t length) __attribute__((alias("ftruncate")));

/* -- names ---------------------------------------------------------------- */

int
renameat2(int from_fd, const char *from, int to_fd, const char *to,
    unsigned int flags)
{
	enum fate fate = fate_of_name("rename", to_fd, to);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(
	    fate, syscall(SYS_renameat2, from_fd, from, to_fd, to, flags));
}

int
renameat(int from_fd, const char *from, int to_fd, const char *to)
{
	return renameat2(from_fd, from, to_fd, to, 0);
}

int
rename(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
linkat(int from_fd, const char *from, int to_fd, const char *to, int flags)
{
	enum fate fate = fate_of_name("link", to_fd, to);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(
	    fate, syscall(SYS_linkat, from_fd, from, to_fd, to, flags));
}

int
link(const char *from, const char *to)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
unlinkat(int dir_fd, const char *name, int flags)
{
	enum fate fate = fate_of_name("unlink", dir_fd, name);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_unlinkat, dir_fd, name, flags));
}

int
unlink(const char *name)
{
	return unlinkat(AT_FDCWD, name, 0);
}

int
mkdirat(int dir_fd, const char *name, mode_t mode)
{
	enum fate fate = fate_of_name("mkdir", dir_fd, name);

	if (fate == FATE_FAIL)
		return -1;
	return (int)after(fate, syscall(SYS_mkdirat, dir_fd, name, mode));
}

int
mkdir(const char *name, mode_t mode)
{
	return mkdirat(AT_FDCWD, name, mode);
}
