#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each durable call of the hook fails once, and is cut once before and once
# after it.  What is seen then: exit 0 and one whole entry; or anything else
# and no entry, or (only where the process was killed) a whole one.

# shellcheck disable=SC2317 # called by ok

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/scenario/hook-site.sh"

site=$scratch/site
post=$scratch/post.eml
{
	printf 'Subject: hello\n\n'
	head -c 150000 /dev/urandom
} >"$post"

# A path with a space in it cannot stand in LD_PRELOAD.
ln -s "$TOP_BUILDDIR/tests/fault/libfault.so" "$scratch/libfault.so"

# struck CALL NTH WHAT: run the hook with one fault; its exit code is left in
# $code.  The sanitizers want to be first in the list of libraries.
struck() {
	rm -rf "$site" "$scratch/log"
	make_site "$site" 1000000
	(
		export FAULT_CALL="$1" FAULT_NTH="$2" FAULT_DO="$3"
		export FAULT_PATH="$site/" FAULT_LOG="$scratch/log"
		export ASAN_OPTIONS="${ASAN_OPTIONS-}:verify_asan_link_order=0"
		LD_PRELOAD="$scratch/libfault.so" \
			"$TOP_BUILDDIR/tests/fault/trestle-hook" --site "$site" \
			acme@lists.example.com <"$post"
	) >"$scratch/out" 2>"$scratch/err"
	code=$?
}
was_struck() { grep -q ' FAULT$' "$scratch/log"; }
# which_call NAME: the place of a call among all, as the log has them.
which_call() { grep -n " $1 " "$scratch/log" | head -n 1 | cut -d: -f1; }
n_drafts() { find "$site/spool/draft" -type f | wc -l | tr -d ' '; }

struck any 0 EIO
is "$code" 0 'without a fault the message is taken'
n_calls=$(wc -l <"$scratch/log" | tr -d ' ')
is "$(grep -c ' fsync ' "$scratch/log")" 2 'with two fsyncs'
is "$(sed -n 's/^[^ ]* \([a-z]*\) .*/\1/p' "$scratch/log" | uniq | tr '\n' ' ')" \
	'open write fsync rename fsync ' 'in this order'
the_rename=$(which_call rename)

for what in EIO ENOSPC; do
	n=1
	while [ "$n" -le "$n_calls" ]; do
		struck any "$n" "$what"
		call=$(sed -n 's/^[^ ]* \([a-z]*\) .* FAULT$/\1/p' "$scratch/log")
		is "$code" 75 "$what at call $n, $call: the MTA keeps the mail"
		ok '  nothing stays' spool_is_empty "$site"
		is "$(cut -c1-6 "$scratch/err")" \
			"$([ $what = ENOSPC ] && echo '4.3.1 ' || echo '4.3.0 ')" \
			'  and the status says why'
		n=$((n + 1))
	done
done

for what in kill kill-after; do
	n=1
	while [ "$n" -le "$n_calls" ]; do
		# The shell would tell of each death.
		{ struck any "$n" "$what"; } 2>/dev/null
		call=$(sed -n 's/^[^ ]* \([a-z]*\) .* FAULT$/\1/p' "$scratch/log")
		is "$code" 137 "$what at call $n, $call"
		ok '  no half entry' is_whole "$site" "$post"
		ok '  one file at most' test \
			$(($(n_waiting "$site") + $(n_drafts))) -le 1
		n=$((n + 1))
	done
done
# The last call is the fsync of new.
is "$(n_waiting "$site")" 1 'once all is synced the entry stays, whatever ends us'

# Interrupted and short calls are no failures.
n=1
struck write 0 EIO
n_writes=$(wc -l <"$scratch/log" | tr -d ' ')
while [ "$n" -le "$n_writes" ]; do
	for what in EINTR short; do
		struck write "$n" "$what"
		is "$code" 0 "write $n, $what: taken"
		ok '  whole' is_whole "$site" "$post"
		is "$(n_waiting "$site")" 1 '  one entry'
	done
	n=$((n + 1))
done
for n in 1 2; do
	struck fsync "$n" EINTR
	is "$code" 0 "fsync $n interrupted: taken"
	ok '  it was' was_struck
done

# A file system that cannot rename without clobbering, as NFS.
struck any "$the_rename" EINVAL
is "$code" 0 'no RENAME_NOREPLACE: taken by link'
ok '  whole' is_whole "$site" "$post"
is "$(n_drafts)" 0 '  no draft is left'
has "$scratch/log" 'trestle-hook link ' '  by link indeed'
struck any "$the_rename" EEXIST
is "$code" 75 'a name that is taken is never taken over'
ok '  nothing stays' spool_is_empty "$site"
done_testing
