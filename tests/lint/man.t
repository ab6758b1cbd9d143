#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mandoc has nothing to say against the manual pages.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

need_program mandoc

# A page names its neighbours before they are installed, and today is no
# reason to change its date.
check_pages() {
	files_of "$1" '*.[1-8]' | (cd "$1" && tr '\n' '\0' |
		xargs -0r mandoc -T lint -W style,stop 2>&1) |
		grep -v -e 'referenced manual not found' -e 'Mdocdate missing' \
			-e 'outdated mandoc.db' -e 'operating system'
}

finds 'an unknown macro' check_pages man/a.8 '.\" SPDX
.Dd November 23, 2026
.Dt A 8
.Os
.Sh NAME
.Nm a
.Nd b
.Xy
'
clean 'the manual pages are good mdoc' check_pages
done_testing
