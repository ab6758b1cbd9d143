#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mail that is not as it should be: held, filed, posted as it is, or refused
# with a clear word; never lost, never half.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	From: Bob <bob@example.com>
	Subject: two hands

	We both wrote this.
END
deliver
expect_no_mail_to bob claire denis
expect_mail_to alice 'We both wrote this.'
answer_as alice discard
deliver

# No header at all.
printf 'just words\nand more words\n' >"$scratch/in"
hand_in 0 claire@client.example '' acme@ <"$scratch/in"
deliver
expect_no_mail_to bob claire denis
expect_count 'held 1'
expect_mail_to alice 'acme'
answer_as alice discard
deliver
expect_count 'held 0'

# NUL bytes, bare CR, dots, 8 bits, no line end: the body arrives.
printf 'From: Claire <claire@client.example>\nSubject: bytes\n\n' \
	>"$scratch/in"
printf 'nul:\000:\n.\n..\n.dot\nbare\rcr\n\351\377\nend' >"$scratch/body"
cat "$scratch/body" >>"$scratch/in"
hand_in 0 claire@client.example '' acme@ <"$scratch/in"
deliver
expect_mail_to bob 'Subject: bytes'
sed '1,/^$/d' "$got" >"$scratch/got.body"
printf 'nul:\000:\n.\n..\n.dot\nbare\ncr\n\351\377\nend\n' \
	>"$scratch/want.body"
ok 'the body arrives, a bare CR as a line end' \
	cmp "$scratch/got.body" "$scratch/want.body"
for name in alice claire denis; do
	expect_mail_to "$name" 'Subject: bytes'
done

# Nothing at all.
exits 65 'an empty message is refused' sh -c 'trestle-hook \
	--sender claire@client.example acme@lists.example.com </dev/null'
ok 'with an enhanced status' grep -Eq '^5\.[0-9]+\.[0-9]+ ' "$scratch/err"

# 102 kB of nested groups crash GMime: never reached.
perl -e 'print "From: claire\@client.example\nSubject: nested\nTo: ",
	"a:" x 51000, "\n\nx\n"' >"$scratch/in"
hand_in 0 claire@client.example '' acme@ <"$scratch/in"
deliver
expect_no_mail_to alice bob denis
forget_mail_to claire operator
expect_count 'posted 1'
end_scenario
