#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Our exported names have no common prefix, so none may be a library's: the
# dynamic linker would let ours be called in its place.  And what an MTA runs
# for every message has the C library alone.

. "$TOP_SRCDIR/tests/lib.sh"

cd "$TOP_BUILDDIR" || exit 1

# own_names ARCHIVE...: what they export; not what a sanitizer adds.
own_names() {
	nm -A --defined-only --extern-only "$@" 2>/dev/null |
		awk 'NF >= 3 { print $NF }' | grep -vE '^__(asan|odr|sanitizer)' |
		LC_ALL=C sort -u
}

# libraries_of PROGRAM...: the shared libraries they load.
libraries_of() {
	ldd "$@" 2>/dev/null | awk '/=> \// { print $3 }' |
		grep -vE '/lib(asan|ubsan)\.so' | LC_ALL=C sort -u
}

foreign_names() {
	nm -D --defined-only "$@" 2>/dev/null |
		awk 'NF >= 3 { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort -u
}

clashes() {
	LC_ALL=C comm -12 "$1" "$2"
}

# Our libraries and programs, whatever else stands in the build.
find lib list-manager archiver digest web-archive -name 'lib*.a' \
	>"$scratch/archives" 2>/dev/null
find libexec mta-hook trestle -name 'trestle*' ! -name '*.o' \
	\( -type f -o -type l \) >"$scratch/programs"
# shellcheck disable=SC2046 # no name of the build has a space
{
	own_names $(cat "$scratch/archives") >"$scratch/own"
	libraries_of $(cat "$scratch/programs") >"$scratch/libraries"
	foreign_names $(cat "$scratch/libraries") >"$scratch/foreign"
}

ok 'our archives export names' grep -qx err_set "$scratch/own"
for library in c curl-gnutls pcre2-8 sqlite3 gmime-3.0 glib-2.0 xml2 zstd nettle; do
	ok "looks at lib$library" grep -q "/lib$library\.so" "$scratch/libraries"
done
ok 'their names are read' grep -qx g_mime_init "$scratch/foreign"

# A clash made on purpose is seen.
printf 'int sqlite3_open; int err_set_x;\n' >"$scratch/bad.c"
${CC:-cc} -c -o "$scratch/bad.o" "$scratch/bad.c"
own_names "$scratch/bad.o" >"$scratch/bad"
is "$(clashes "$scratch/bad" "$scratch/foreign")" sqlite3_open \
	'finds: a name of SQLite'

is "$(clashes "$scratch/own" "$scratch/foreign")" '' \
	'no name of ours is a library'"'"'s'

# needed_by PROGRAM: the libraries it names itself.
needed_by() {
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' |
		grep -vE '^lib(asan|ubsan|m|gcc_s)\.so' | tr '\n' ' '
}
case $(needed_by mta-hook/trestle-hook) in
'' | 'libc.so.6 ') libc_only=yes ;;
*) libc_only=no ;;
esac
is "$libc_only" yes 'the hook has the C library alone'
case $(needed_by libexec/trestle-worker) in
*libgmime*) seen=yes ;;
*) seen=no ;;
esac
is "$seen" yes 'while the worker is seen to have more'
done_testing
