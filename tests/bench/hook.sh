#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make bench-hook: the hook against the floor, on the disk of the build.
# Prints figures (hook.c) and the fsyncs of both.

set -eu
. "$TOP_SRCDIR/tests/scenario/hook-site.sh"

dir=$(mktemp -d "$TOP_BUILDDIR/bench-hook-XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
make_site "$dir/site" 52428800
mkdir "$dir/floor"

"$TOP_BUILDDIR/tests/bench/hook" "$TOP_BUILDDIR/mta-hook/trestle-hook" \
	"$TOP_BUILDDIR/tests/bench/floor" "$dir"

count_fsyncs() {
	strace -f -o "$dir/trace" -e trace=fsync,fdatasync,sync,syncfs "$@" \
		<"$TOP_SRCDIR/COPYING"
	grep -c 'sync(' "$dir/trace"
}
if ! command -v strace >/dev/null 2>&1; then
	echo 'no strace: fsyncs not counted' >&2
	exit 1
fi
hook=$(count_fsyncs "$TOP_BUILDDIR/mta-hook/trestle-hook" \
	--site "$dir/site" acme@lists.example.com)
floor=$(count_fsyncs "$TOP_BUILDDIR/tests/bench/floor" "$dir/floor")
verdict=short
[ "$hook" -ne "$floor" ] || verdict=ok
echo "figure hook-fsyncs $hook calls $floor $verdict"
