#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The list manager on a machine in trouble: a read-only disk and a full one.
# Each gives a clear error, and all mail is there when the trouble is over.

. "$TOP_SRCDIR/tests/lib.sh"

[ "$(id -u)" -eq 0 ] || skip_all 'mounting a small disk needs root'
disk=$scratch/disk
mkdir "$disk"
mount -t tmpfs -o size=4m trestle-test "$disk" 2>/dev/null ||
	skip_all 'this machine does not let us mount'
umount_disk() { umount "$disk"; }
trap 'umount_disk; tap_clean' EXIT

site=$disk/site
export TRESTLE_SITE="$site"
make_site() {
	trestle init "$site" --domain lists.example.com \
		--smtp-server 127.0.0.1:9 --owner root@example.com &&
		trestle list add acme --mixed --purpose 'Acme ships in May.' &&
		trestle list show acme
}
ok 'a site' make_site

# hand_in N: a message of N bytes of text and more.
hand_in() {
	{
		printf 'From: claire@client.example\nSubject: %s\n\n' "$1"
		head -c "$1" /dev/urandom | base64
	} | trestle-hook --site "$site" --sender claire@client.example \
		acme@lists.example.com
}
n_waiting() { find "$site/spool/new" -type f | wc -l | tr -d ' '; }

# -- read-only ----------------------------------------------------------------

ok 'a message waits' hand_in 100
mount -o remount,ro "$disk"
exits 75 'read-only: the manager stops with EX_TEMPFAIL' trestle deliver
has "$scratch/err" 'Read-only file system' 'and says why'
is "$(n_waiting)" 1 'the message still waits'
exits 75 'read-only: no list is made' \
	trestle list add beta --mixed --purpose 'None.'
mount -o remount,rw "$disk"
exits 0 'writable again: it is decided' trestle deliver
is "$(n_waiting)" 0 'the message is taken in'

# -- full ---------------------------------------------------------------------

ok 'a larger message waits' hand_in 300000
head -c 8000000 /dev/zero >"$disk/fill" 2>/dev/null
exits 75 'full: the manager stops with EX_TEMPFAIL' trestle deliver
has "$scratch/err" '4.3.1' 'with the status of a full disk'
is "$(n_waiting)" 1 'the message still waits'
rm "$disk/fill"
exits 0 'room again: it is decided' trestle deliver
is "$(n_waiting)" 0 'the message is taken in'
exits 0 'status' trestle status
has "$scratch/out" 'in 2 = posted 0 + held 2 ' 'nothing is lost, nothing is double'
done_testing
