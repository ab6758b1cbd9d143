#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mail that names both sides: the inside has it at once, the client when its
# author says yes.  No, or no answer, drops it.  In any order of arrival.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

bob_writes() {
	bob_subject=$1
	shift
	send_as bob "$@" <<-END
		From: Bob <bob@example.com>
		To: acme@lists.example.com, acme@internal.lists.example.com
		Subject: $bob_subject
		Message-ID: <$bob_subject@example.com>

		The text of $bob_subject.
	END
	deliver
}

expect_inside() {
	expect_mail_to alice "Message-ID: <$1@example.com>"
	expect_replies_to acme@internal.lists.example.com
	grep -v '^Also-Sent-To: ' "$scratch/got.header" >"$scratch/leads"
	lacks "$scratch/leads" 'acme@lists.example.com' 'no way out in it'
	expect_mail_to bob "Message-ID: <$1@example.com>"
}

bob_writes both acme@ acme@internal
expect_inside both
expect_no_mail_to claire denis alice
expect_mail_to bob 'The text of both.'
expect_header Auto-Submitted auto-generated
expect_line 'yes'
answer_as bob yes
deliver
for name in claire denis; do
	expect_mail_to "$name" 'Message-ID: <both@example.com>'
	expect_no_line 'internal'
done
forget_mail_to alice bob
expect_count 'posted 2'

bob_writes refused acme@ acme@internal
expect_inside refused
expect_mail_to bob 'The text of refused.'
answer_as bob no
deliver
expect_no_mail_to claire denis
forget_mail_to bob

bob_writes late acme@ acme@internal
expect_inside late
expect_mail_to bob 'The text of late.'
expect_count 'held 1'
advance_clock $((30 * 86400))
deliver
expect_count 'held 0'
answer_as bob yes
deliver
expect_no_mail_to claire denis
forget_mail_to bob

# Two deliveries, the outside one first: its header names the inside.
bob_writes apart acme@
expect_no_mail_to claire denis
expect_mail_to bob 'The text of apart.'
asked=$got
bob_writes apart acme@internal
expect_inside apart
expect_no_mail_to claire denis
ok 'the question is there' test -s "$asked"

# The inside one first, and no header names it: the earlier delivery does.
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	To: undisclosed-recipients:;
	Subject: hidden
	Message-ID: <hidden@example.com>

	The text of hidden.
END
deliver
expect_inside hidden
send_as bob acme@ <<-'END'
	From: Bob <bob@example.com>
	To: undisclosed-recipients:;
	Subject: hidden
	Message-ID: <hidden@example.com>

	The text of hidden.
END
deliver
expect_no_mail_to claire denis alice
expect_mail_to bob 'The text of hidden.'
answer_as bob no
deliver
forget_mail_to bob

# A client's post is never held for that: the internal address is struck.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	To: acme@lists.example.com, acme@internal.lists.example.com
	Cc: Friend <friend@elsewhere.example>
	Subject: a guess
	Message-ID: <guess@client.example>

	Do you have an inside?
END
deliver
expect_mail_to denis 'Do you have an inside?'
expect_no_line 'internal'
expect_mail_to claire 'Do you have an inside?'
expect_no_line 'internal'
expect_mail_to bob 'Do you have an inside?'
expect_mail_to alice 'Message-ID: <guess@client.example>'
expect_mail_to alice 'internal'
end_scenario
