#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A client is owner and moderator too; what insiders wrote and did not send is
# not for him to see, nor for him to send.

. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site
ok 'denis moderates' trestle member set acme denis@client.example \
	--role owner,moderator

# A stranger's message is for both sides to decide.
send_as zoe acme@ <<-'END'
	From: Zoe <zoe@elsewhere.example>
	Subject: may I
	Message-ID: <zoe@elsewhere.example>

	A stranger's words.
END
deliver
expect_mail_to alice "A stranger's words."
expect_mail_to denis "A stranger's words."
answer_as denis discard
deliver

# Erin is of the company and not on the list; she names both sides.  She is
# asked first, and then the moderators inside.
send_as erin acme@ acme@internal <<-'END'
	From: Erin <erin@example.com>
	To: acme@lists.example.com, acme@internal.lists.example.com
	Subject: both
	Message-ID: <erin@example.com>

	Erin's words.
END
deliver
expect_mail_to alice 'Message-ID: <erin@example.com>'
expect_mail_to bob 'Message-ID: <erin@example.com>'
expect_mail_to erin 'shall the client read this?'
expect_no_mail_to denis claire
answer_as erin yes
deliver
expect_no_mail_to denis claire
expect_mail_to alice 'waits for your answer'
answer_as alice accept
deliver
expect_mail_to claire 'Message-ID: <erin@example.com>'
expect_mail_to denis 'Message-ID: <erin@example.com>'
expect_mail_to alice 'Message-ID: <erin@example.com>'
expect_mail_to bob 'Message-ID: <erin@example.com>'
forget_mail_to erin

# A blind copy in the header names the inside as well.
send_as bob acme@ <<-'END'
	From: Bob <bob@example.com>
	To: acme@lists.example.com
	Bcc: acme@internal.lists.example.com
	Subject: blind
	Message-ID: <blind@example.com>

	Bob's words.
END
deliver
expect_no_mail_to claire denis alice
expect_mail_to bob 'shall the client read this?'
answer_as bob no
deliver

# An answer to what the server told the inside stays inside.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	To: acme@lists.example.com
	Cc: acme@internal.lists.example.com
	Subject: I know you
	Message-ID: <know@client.example>

	Claire's words.
END
deliver
expect_mail_to alice 'a client knows an internal address'
is "$(reply_address)" acme@internal.lists.example.com 'answers go inside'
forget_mail_to alice bob claire denis
end_scenario
