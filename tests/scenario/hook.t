#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The hook as an MTA sees it: exit code, first line of standard error, and
# what then stands in the spool.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/scenario/hook-site.sh"

site=$scratch/site
post=$scratch/post.eml
printf 'From: Anna <anna@client.example>\nSubject: hello\n\nhello\n' >"$post"

# hook ARGUMENT... <message, at the site.
hook() { trestle-hook --site "$site" "$@"; }
fresh_site() {
	rm -rf "$site"
	make_site "$site" "${1:-1000000}"
}
# says TEXT NAME: how the first line of standard error begins.
says() {
	case $(head -n 1 "$scratch/err") in
	"$1"*) ok "$2" true ;;
	*) is "$(head -n 1 "$scratch/err")" "$1..." "$2" ;;
	esac
}

fresh_site
exits 0 'a message is taken' \
	hook --sender anna@client.example --client 192.0.2.7 \
	acme@lists.example.com <"$post"
is "$(cat "$scratch/out" "$scratch/err")" '' 'and nothing said'
ok 'its entry is whole' is_whole "$site" "$post"
is "$(n_waiting "$site")" 1 'there is one'
entry=$(find "$site/spool/new" -type f)
has "$entry" 'sender anna@client.example' 'the sender is in it'
has "$entry" 'client 192.0.2.7' 'the client is in it'
lacks "$entry" 'submitter' 'no submitter'
is "$(stat -c %a "$entry")" 600 'for its owner only'

fresh_site
exits 0 'several recipients' \
	hook --sender '' --submitter ben@example.com -- acme@lists.example.com \
	acme-owner@lists.example.com nobody@lists.example.com <"$post"
is "$(n_waiting "$site")" 1 'are one entry'
entry=$(find "$site/spool/new" -type f)
is "$(grep -c '^recipient ' "$entry")" 3 'with all of them, the unknown too'
ok 'the null sender' grep -qx 'sender ' "$entry"
has "$entry" 'submitter ben@example.com' 'the submitter'

for sender in '<>' MAILER-DAEMON mailer-daemon; do
	fresh_site
	hook --sender "$sender" acme@lists.example.com <"$post"
	ok "$sender is the null sender" grep -rqx 'sender ' "$site/spool/new"
done
fresh_site
hook --submitter '' --client '' acme@lists.example.com <"$post"
ok 'an empty submitter is none' is_whole "$site" "$post"
not_ok 'and has no line' grep -rqE '^(submitter|client)' "$site/spool/new"

# -- unknown recipients -------------------------------------------------------

fresh_site
exits 67 'an unknown recipient' hook nobody@lists.example.com <"$post"
says '5.1.1 there is no address nobody@lists.example.com here' 'is told so'
exits 67 'two unknown ones' hook a@lists.example.com b@other.example <"$post"
ok 'nothing of them stays' spool_is_empty "$site"
exits 67 'an unknown internal one, submitted to us' \
	hook --submitter ben@example.com nobody@internal.lists.example.com \
	<"$post"
exits 0 'from outside it gets the one answer' \
	hook nobody@internal.lists.example.com <"$post"
exits 0 'as one that exists' hook acme@internal.lists.example.com <"$post"
exits 0 'an empty submitter is outside' \
	hook --submitter '' nobody@internal.lists.example.com <"$post"
exits 0 'a bounce, whatever its token' \
	hook --sender '' bounces+zzz@lists.example.com <"$post"
exits 67 'an escape sequence is not repeated' hook "$(printf 'x\033[2J@y')" \
	<"$post"
lacks "$scratch/err" "$(printf '\033')" 'to the terminal'

# -- odd messages -------------------------------------------------------------

fresh_site
exits 65 'no message' hook acme@lists.example.com </dev/null
says '5.6.0 ' 'its status'
ok 'nothing stays' spool_is_empty "$site"

# odd NAME: what stands in $scratch/odd is taken byte for byte.
odd() {
	fresh_site
	exits 0 "$1" hook acme@lists.example.com <"$scratch/odd"
	is "$(n_waiting "$site")" 1 '  one entry'
	ok '  byte for byte' is_whole "$site" "$scratch/odd"
}
printf 'A: b\n\n\000\000\377\000' >"$scratch/odd"
odd 'NUL bytes'
printf 'just words\n' >"$scratch/odd"
odd 'no header'
printf '\n' >"$scratch/odd"
odd 'one line end'
printf 'x' >"$scratch/odd"
odd 'one byte'
printf 'A: b\r\n\r\rc\n\r' >"$scratch/odd"
odd 'bare CR'
printf 'From anna Mon Nov 23 11:19:00 2026\nA: b\n\nc\n' >"$scratch/odd"
odd 'an mbox line'
head -c 65536 /dev/zero >"$scratch/odd"
odd 'as much as a pipe holds'
head -c 65537 /dev/zero >"$scratch/odd"
odd 'one byte more'

fresh_site 1000
head -c 1000 /dev/zero >"$scratch/exact"
exits 0 'exactly the limit' hook acme@lists.example.com <"$scratch/exact"
rm "$site"/spool/new/*
head -c 1001 /dev/zero >"$scratch/over"
exits 65 'one byte over it' hook acme@lists.example.com <"$scratch/over"
says '5.3.4 ' 'its status'
ok 'nothing stays' spool_is_empty "$site"

fresh_site 104857600
head -c 104857600 /dev/urandom >"$scratch/large"
exits 0 '100 MB' hook acme@lists.example.com <"$scratch/large"
ok 'byte for byte' is_whole "$site" "$scratch/large"
fresh_site
exits 65 '100 MB where less is allowed' \
	hook acme@lists.example.com <"$scratch/large"
says '5.3.4 ' 'its status'
ok 'nothing stays' spool_is_empty "$site"
rm "$scratch/large"

# -- odd envelopes ------------------------------------------------------------

fresh_site
# shellcheck disable=SC2046 # words
exits 0 '10,000 recipients' hook acme@lists.example.com \
	$(seq -f 'member%05g@lists.example.com' 9999) <"$post"
is "$(grep -rh '^recipient ' "$site/spool/new" | wc -l | tr -d ' ')" 10000 \
	'are one entry with all of them'
ok 'which is whole' is_whole "$site" "$post"

fresh_site
evil=$(printf 'x@lists.example.com\nrecipient acme@internal.lists.example.com')
exits 65 'a line end in a recipient' \
	hook acme@lists.example.com "$evil" <"$post"
says '5.5.2 ' 'its status'
exits 65 'a line end in the sender' \
	hook --sender "$evil" acme@lists.example.com <"$post"
exits 65 'a line end in the submitter' \
	hook --submitter "$evil" acme@lists.example.com <"$post"
exits 65 'an empty recipient beside a good one' \
	hook acme@lists.example.com '' <"$post"
exits 65 'a recipient of 5000 bytes beside a good one' \
	hook acme@lists.example.com "$(printf '%05000d' 1)@x" <"$post"
ok 'nothing of all these stays' spool_is_empty "$site"

# -- misuse keeps the mail ----------------------------------------------------

exits 75 'no recipient' hook <"$post"
exits 75 'no argument at all' trestle-hook <"$post"
exits 75 'an unknown option' hook --sendr x acme@lists.example.com <"$post"
exits 75 'an option without its value' hook acme@lists.example.com --sender \
	<"$post"
exits 75 'a recipient named --help' hook --help <"$post"
exits 75 'or --version' hook acme@lists.example.com --version <"$post"
exits 67 'behind -- it is a recipient' hook -- --help <"$post"
exits 0 'help for a person' trestle-hook --help
has "$scratch/out" '--submitter' 'tells the options'

exits 75 'a missing site' trestle-hook --site "$scratch/none" \
	acme@lists.example.com <"$post"
says '4.3.5 ' 'its status'
has "$scratch/err" 'trestle init' 'the remedy'
echo broken >"$site/addresses"
exits 75 'a damaged address map' hook acme@lists.example.com <"$post"
says '4.3.5 ' 'its status'
fresh_site
rm -r "$site/spool"
exits 75 'a missing spool' hook acme@lists.example.com <"$post"
says '4.3.0 ' 'its status'
fresh_site
rm -r "$site/spool/draft"
exits 75 'a missing folder of drafts' hook acme@lists.example.com <"$post"
fresh_site
TRESTLE_SITE=$site
export TRESTLE_SITE
exits 0 'the site by the environment' trestle-hook acme@lists.example.com \
	<"$post"
unset TRESTLE_SITE

# -- side by side -------------------------------------------------------------

fresh_site
for i in 1 2 3 4; do
	(
		for j in 1 2 3 4 5 6 7 8 9 10; do
			hook acme@lists.example.com <"$post" || exit 1
			: "$j"
		done
		echo "$i" >>"$scratch/finished"
	) &
done
wait
is "$(wc -l <"$scratch/finished" | tr -d ' ')" 4 'four MTA processes at once'
is "$(n_waiting "$site")" 40 'lose nothing'
ok 'and mix nothing' is_whole "$site" "$post"

libs=$(ldd "$TOP_BUILDDIR/mta-hook/trestle-hook" 2>&1 |
	grep -vE 'statically linked|linux-vdso|libc\.so|ld-linux|lib(a|ub)san')
case $(ldd "$TOP_BUILDDIR/mta-hook/trestle-hook" 2>&1) in
*libasan* | *libubsan*) ;; # they bring libraries of their own
*) is "$libs" '' 'the hook needs the C library only' ;;
esac
done_testing
