#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# An internal list: its own members get its mail, any insider may write to
# it, and it has no address outside.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

send_as erin engineering@internal <<-'END'
	From: Erin <erin@example.com>
	To: engineering@internal.lists.example.com
	Subject: a bolt
	Message-ID: <bolt@example.com>
	DKIM-Signature: v=1; d=example.com

	M8 or M10?
END
deliver
for name in alice bob erin; do
	expect_mail_to "$name" 'M8 or M10?'
	# No client is here: a reply may go to the author alone.
	expect_no_header Reply-To
	expect_header List-Id '<engineering.internal.lists.example.com>'
	expect_header DKIM-Signature 'v=1; d=example.com'
done
expect_no_mail_to claire denis

# A list of one side: what it names, a client's copy never does.
send_as bob acme@ <<-'END'
	From: Bob <bob@example.com>
	Subject: the bolt
	Message-ID: <answer@example.com>
	In-Reply-To: <bolt@example.com>

	M8.
END
deliver
for name in claire denis; do
	expect_mail_to "$name" 'M8.'
	expect_no_header In-Reply-To
	expect_no_line 'bolt@example.com'
	expect_no_header DKIM-Signature
done
for name in alice bob; do
	expect_mail_to "$name" 'M8.'
done
not_ok 'no client joins it' trestle member add engineering \
	claire@client.example --side client
end_scenario
