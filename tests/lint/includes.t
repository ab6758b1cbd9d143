#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Dependencies run one way (DESIGN 8), and a third-party library is included
# in one folder.  The lists are closed: what is not named is refused.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

# The folders that the files of a folder may include.
may_include() {
	case $1 in
	lib/base) echo lib/base ;;
	lib/spool | lib/hash | lib/mail | lib/match | lib/net)
		echo "$1 lib/base"
		;;
	lib/store) echo lib/store lib/base lib/hash ;;
	mta-hook) echo mta-hook lib/base lib/spool ;;
	archiver) echo archiver lib/base lib/hash lib/mail lib/match lib/store ;;
	list-manager)
		echo list-manager archiver lib/base lib/spool lib/hash lib/mail \
			lib/match lib/store lib/net
		;;
	digest) echo digest lib/base lib/spool lib/hash lib/mail lib/store ;;
	web-archive) echo web-archive lib/base lib/hash lib/mail lib/store ;;
	trestle)
		echo trestle archiver list-manager web-archive lib/base \
			lib/spool lib/hash lib/mail lib/store
		;;
	esac
}

# The folder of a system header; C: everybody's.
home_of() {
	case $1 in
	glib.h | glib/* | gio/* | gmime/* | libxml/*) echo lib/mail ;;
	sqlite3.h | zstd.h | zdict.h) echo lib/store ;;
	pcre2.h) echo lib/match ;;
	nettle/*) echo lib/hash ;;
	curl/* | libetpan/* | libpsl.h) echo lib/net ;;
	arpa/inet.h | assert.h | dirent.h | errno.h | fcntl.h | ftw.h | \
		getopt.h | grp.h | iconv.h | inttypes.h | libintl.h | \
		limits.h | linux/*.h | locale.h | netdb.h | netinet/*.h | \
		poll.h | pwd.h | sched.h | signal.h | spawn.h | stdarg.h | \
		stdbool.h | stddef.h | stdint.h | stdio.h | stdlib.h | \
		string.h | sys/*.h | sysexits.h | syslog.h | time.h | unistd.h)
		echo C
		;;
	esac
}

# The folder of a file, as the lists above name it.
folder_of() {
	case $1 in
	lib/*/*)
		folder=${1#lib/}
		echo "lib/${folder%%/*}"
		;;
	*) echo "${1%%/*}" ;;
	esac
}

# Lines `FILE:LINE "x"` and `FILE:LINE <x>`.
includes_of() {
	files_of "$1" '*.c' '*.h' | grep -v '^tests/' | (cd "$1" &&
		tr '\n' '\0' |
		xargs -0r grep -nHE '^[[:space:]]*#[[:space:]]*include' |
		sed -E 's/^([^:]*:[0-9]+):[^"<]*(["<][^">]*[">]).*/\1 \2/')
}

check_own() {
	includes_of "$1" | while read -r where what; do
		file=${where%%:*}
		target=${what#\"}
		target=${target%\"}
		case $what in
		\"*) ;;
		*) continue ;;
		esac
		case " $(may_include "$(folder_of "$file")") " in
		*" $(folder_of "$target") "*) ;;
		*) echo "$where: $(folder_of "$file") may not include $target" ;;
		esac
		case $target in
		*-private.h)
			[ "$(dirname "$file")" = "$(dirname "$target")" ] ||
				echo "$where: $target is private to its folder"
			;;
		esac
	done
}

check_foreign() {
	includes_of "$1" | while read -r where what; do
		file=${where%%:*}
		target=${what#<}
		target=${target%>}
		case $what in
		\"*) continue ;;
		esac
		home=$(home_of "$target")
		case $home in
		C | "$(folder_of "$file")") ;;
		'') echo "$where: no folder has <$target>" ;;
		*) echo "$where: <$target> is included in $home only" ;;
		esac
	done
}

finds 'base on another' check_own lib/base/a.c '#include "lib/hash/digest.h"'
finds 'a sibling' check_own lib/store/a.c '#include "lib/mail/facts.h"'
finds 'the hook on the database' check_own mta-hook/a.c \
	'#include "lib/store/store.h"'
finds 'the web on the manager' check_own web-archive/a.h \
	'# include "list-manager/decide.h"'
finds 'a library on a program' check_own lib/net/a.c '#include "archiver/a.h"'
finds 'another folder'"'"'s private header' check_own list-manager/a.c \
	'#include "lib/store/store-private.h"' 'private'
finds 'an unknown folder' check_own util/a.c '#include "lib/base/err.h"'
accepts 'what is allowed' check_own list-manager/membrane/a.c \
	'#include "list-manager/a.h"
#include "archiver/a.h"
#include "lib/store/post.h"
'
accepts 'its own private header' check_own lib/store/a.c \
	'#include "lib/store/store-private.h"'
finds 'GMime outside' check_foreign list-manager/a.c '#include <gmime/gmime.h>'
finds 'SQLite outside' check_foreign trestle/a.h '#include <sqlite3.h>'
finds 'a new library' check_foreign lib/net/a.c '#include <openssl/ssl.h>'
accepts 'where it belongs' check_foreign lib/match/a.c '#include <pcre2.h>'
accepts 'the C library' check_foreign mta-hook/a.c '#include <sys/stat.h>'

clean 'dependencies run one way' check_own
clean 'a library in one folder' check_foreign
done_testing
