# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The one helper of the scenario tests, sourced first:
#
#	. "$TOP_SRCDIR/tests/lib.sh"
#	ok 'two and two are four' test $((2 + 2)) -eq 4
#	is "$(trestle --version)" 'trestle (Trestle) 0.1' 'the version'
#	done_testing
#
# Each test has its scratch folder in $scratch, removed at its end.

set -u
: "${TOP_SRCDIR:?run this by tests/run or tests/env}"
: "${TOP_BUILDDIR:?run this by tests/run or tests/env}"
: "${CORPORA:=}"

tap_n=0
tap_n_failed=0

scratch=$(mktemp -d "${TMPDIR:-/tmp}/trestle-test-XXXXXX") || {
	echo 'Bail out! no scratch folder'
	exit 1
}

# What a test starts is ended with it, and nothing else is.
tap_children=
at_end() { tap_children="$tap_children $1"; }
tap_clean() {
	trap - EXIT
	for tap_pid in $tap_children; do
		kill "$tap_pid" 2>/dev/null
		wait "$tap_pid" 2>/dev/null
	done
	rm -rf "$scratch"
}
trap tap_clean EXIT
trap 'exit 1' HUP INT TERM

# A remark; with a file after the text, its first lines too.
note() {
	printf '%s\n' "$1" | sed 's/^/# /'
	[ $# -lt 2 ] || sed -n '1,40s/^/#   /p' "$2"
}

tap_line() {
	tap_n=$((tap_n + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' "$tap_n" "$2"
	else
		tap_n_failed=$((tap_n_failed + 1))
		printf 'not ok %d - %s\n' "$tap_n" "$2"
	fi
	return "$1"
}

# ok NAME COMMAND...: the command succeeds.  Its output is shown only when it
# does not.
ok() {
	tap_name=$1
	shift
	if "$@" >"$scratch/.ok" 2>&1; then
		tap_line 0 "$tap_name"
	else
		tap_line 1 "$tap_name"
		note "failed: $*" "$scratch/.ok"
		return 1
	fi
}

# not_ok NAME COMMAND...: the command fails.
not_ok() {
	tap_name=$1
	shift
	if "$@" >"$scratch/.ok" 2>&1; then
		tap_line 1 "$tap_name"
		note "succeeded: $*" "$scratch/.ok"
		return 1
	fi
	tap_line 0 "$tap_name"
}

# is GOT WANT NAME
is() {
	if [ "$1" = "$2" ]; then
		tap_line 0 "$3"
	else
		tap_line 1 "$3"
		note "  got: $1"
		note " want: $2"
		return 1
	fi
}

# exits CODE NAME COMMAND...: what it printed stands in $scratch/out and
# $scratch/err.
exits() {
	tap_want=$1
	tap_name=$2
	shift 2
	"$@" >"$scratch/out" 2>"$scratch/err"
	tap_got=$?
	if [ "$tap_got" -eq "$tap_want" ]; then
		tap_line 0 "$tap_name"
	else
		tap_line 1 "$tap_name"
		note "exit $tap_got, want $tap_want: $*" "$scratch/err"
		return 1
	fi
}

# has FILE TEXT NAME / lacks FILE TEXT NAME: a fixed text in a file.
has() {
	if grep -qF -e "$2" "$1"; then
		tap_line 0 "$3"
	else
		tap_line 1 "$3"
		note "no '$2' in $1:" "$1"
		return 1
	fi
}
lacks() {
	if [ -r "$1" ] && ! grep -qF -e "$2" "$1"; then
		tap_line 0 "$3"
	else
		tap_line 1 "$3"
		note "'$2' in $1:" "$1"
		return 1
	fi
}

# wait_until NAME COMMAND...: ask until the command succeeds, for at most 20
# seconds: for what has no event to wait for.
wait_until() {
	tap_name=$1
	shift
	perl -e '
		for (1 .. 1000) {
			exit 0 if system(@ARGV) == 0;
			select undef, undef, undef, 0.02;
		}
		exit 1' "$@" >/dev/null 2>&1
	tap_line $? "$tap_name"
}

# set_clock SECONDS / advance_clock SECONDS: pin the time of all programs.
# Renamed into place: a reader never sees half of it.
set_clock() {
	printf '%s\n' "$1" >"$scratch/.clock.new"
	mv "$scratch/.clock.new" "$scratch/clock"
	export TRESTLE_CLOCK="$scratch/clock"
}
advance_clock() {
	set_clock $(($(cat "$scratch/clock") + $1))
}

# Before any check: what this test needs is not there.
skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}
need_corpora() { [ -n "$CORPORA" ] || skip_all 'no corpora'; }
need_program() {
	command -v "$1" >/dev/null 2>&1 || skip_all "no $1"
}

# Print the plan and end; a test without a check has failed.
done_testing() {
	printf '1..%d\n' "$tap_n"
	[ "$tap_n_failed" -eq 0 ] && [ "$tap_n" -gt 0 ]
	exit
}
