#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each header compiles alone, and twice.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

modules='gmime-3.0 sqlite3 libpcre2-8 libcurl libzstd libxml-2.0 nettle libpsl'
# shellcheck disable=SC2086 # a list of words
flags=$(pkg-config --cflags $modules) || {
	echo 'Bail out! pkg-config'
	exit 1
}

check_headers() {
	files_of "$1" '*.h' | (cd "$1" && while read -r header; do
		# shellcheck disable=SC2086 # a list of words
		printf '#include "%s"\n#include "%s"\n' "$header" "$header" |
			${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror \
				-Wno-unused-function -fsyntax-only -I. $flags \
				-x c - >"$scratch/cc" 2>&1 || {
			echo "$header does not compile alone"
			sed 3q "$scratch/cc"
		}
	done)
}

finds 'a missing include' check_headers a/a.h 'size_t f(void);'
finds 'no guard' check_headers a/a.h 'struct a { int x; };'
accepts 'a good one' check_headers a/a.h '#ifndef A
#define A
#include <stddef.h>
size_t f(void);
#endif
'
clean 'each header compiles alone' check_headers
done_testing
