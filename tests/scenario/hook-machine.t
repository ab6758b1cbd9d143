#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The hook on a machine in trouble: full disk, read-only disk, limits, signals.

# shellcheck disable=SC2317 # called by exits

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/scenario/hook-site.sh"

site=$scratch/site
post=$scratch/post.eml
head -c 300000 /dev/urandom >"$post"
hook() { trestle-hook --site "$site" acme@lists.example.com; }

# -- signals and limits -------------------------------------------------------

# A hook that has read half of its message, and waits for the rest.
for signal in HUP INT TERM ABRT SEGV; do
	rm -rf "$site" "$scratch/fifo"
	make_site "$site" 1000000
	mkfifo "$scratch/fifo"
	# A background job of sh ignores INT; perl gives it back.
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' trestle-hook --site "$site" \
		acme@lists.example.com <"$scratch/fifo" 2>/dev/null &
	pid=$!
	at_end "$pid"
	exec 3>"$scratch/fifo"
	printf 'Subject: half\n\n' >&3
	wait_until "$signal: half a message is written" \
		grep -rq '^Subject: half' "$site/spool/draft"
	kill "-$signal" "$pid"
	wait "$pid"
	is $? 75 '  the MTA keeps the mail'
	exec 3>&-
	is "$(n_waiting "$site")" 0 '  no half entry'
done

rm -rf "$site"
make_site "$site" 1000000
# shellcheck disable=SC2016 # the inner shell expands
exits 75 'a limit on the size of files' \
	sh -c 'ulimit -f 100 && trestle-hook --site "$1" acme@lists.example.com' \
	sh "$site" <"$post"
is "$(cut -c1-6 "$scratch/err")" '4.3.0 ' 'its status'
ok 'nothing stays' spool_is_empty "$site"

# An MTA that does not want to hear us: the code counts, not the pipe.
{
	trestle-hook --site "$site" nobody@lists.example.com <"$post" 2>&1
	echo $? >"$scratch/code"
} | true
is "$(cat "$scratch/code")" 67 'a closed standard error'

# -- mounts -------------------------------------------------------------------

disk=$scratch/disk
mkdir "$disk"
if ! mount -t tmpfs -o size=256k trestle-test "$disk" 2>/dev/null; then
	echo '# SKIPPED: full and read-only disk (mount needs root)'
	ok 'full and read-only disk # SKIP mount needs root' true
	done_testing
fi
trap 'umount "$disk"; tap_clean' EXIT

site=$disk/site
make_site "$site" 1000000
exits 75 'a full disk' hook <"$post"
is "$(cut -c1-6 "$scratch/err")" '4.3.1 ' 'its status'
ok 'nothing stays' spool_is_empty "$site"
head -c 1000 "$post" >"$scratch/small"
exits 0 'a small message has room again' hook <"$scratch/small"

mount -o remount,ro "$disk"
exits 75 'a read-only disk' hook <"$scratch/small"
is "$(cut -c1-6 "$scratch/err")" '4.3.0 ' 'its status'
is "$(n_waiting "$site")" 1 'what was there is there'
mount -o remount,rw "$disk"
done_testing
