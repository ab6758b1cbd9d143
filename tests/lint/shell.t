#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# There is nothing for shellcheck to say against any shell script, found by its first
# line or by its name.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

need_program shellcheck

shell_files() {
	files_of "$1" '*' | (cd "$1" && while read -r file; do
		case $file in
		*.sh) echo "$file" ;;
		*.c | *.h | *.eml | *.mk | */seeds/*) ;;
		*) head -n 1 "$file" | grep -aq '^#! */bin/sh' && echo "$file" ;;
		esac
	done)
}

# What is sourced is named by a variable and checked as a file of its own;
# nobody can see what it uses (SC1090, SC1091), nor who uses what it
# sets (SC2034, SC2154), nor who calls a function by its name (SC2317).  A
# dollar in single quotes is meant (SC2016).
check_shell() {
	shell_files "$1" | (cd "$1" && tr '\n' '\0' |
		xargs -0r shellcheck -f gcc -S info \
			-e SC1090,SC1091,SC2016,SC2034,SC2154,SC2317)
}

finds 'an unquoted variable' check_shell a.sh '#!/bin/sh
rm $1
'
finds 'a bashism in a script without suffix' check_shell tests/run '#!/bin/sh
[[ $1 == x ]]
'
accepts 'a good one' check_shell a.sh '#!/bin/sh
rm -- "$1"
'
is "$(shell_files "$TOP_SRCDIR" | grep -cx -e bootstrap -e .ci/run)" 2 \
	'bootstrap and .ci/run are among them'
clean 'the shell scripts are good' check_shell
done_testing
