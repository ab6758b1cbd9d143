#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clang-format 14, by name: each version formats otherwise.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

need_program clang-format-14

check_format() {
	files_of "$1" '*.c' '*.h' | (cd "$1" && tr '\n' '\0' |
		xargs -0r clang-format-14 --dry-run \
			--style="file:$TOP_SRCDIR/.clang-format" 2>&1) |
		grep 'warning: code should be'
}

finds 'spaces' check_format a/a.c 'int
f(void)
{
    return 0;
}
'
finds 'a brace' check_format a/a.h 'int f(void) {
'
accepts 'our style' check_format a/a.c 'int
f(void)
{
	return 0;
}
'
clean 'all C is formatted' check_format
done_testing
