#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A client writes to the internal address: insiders see it, marked; nothing
# goes back, and answers stay inside.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
# Where From might stay, a visitor's does not.
settings='internal_from_outside=accept lenient_domains=client.example'
start_site

send_as claire acme@internal <<-'END'
	From: Claire <claire@client.example>
	Reply-To: claire@client.example
	To: acme@internal.lists.example.com
	Cc: denis@client.example
	Subject: I found this address
	Message-ID: <visit@client.example>

	Hello inside.
END
deliver
for name in alice bob; do
	expect_mail_to "$name" 'Hello inside.'
	expect_replies_to acme@internal.lists.example.com
	header From >"$scratch/from"
	has "$scratch/from" '@internal.lists.example.com' 'From is ours'
	lacks "$scratch/from" 'claire@client.example' 'From is not hers'
	is "$(header Cc)" '' 'nobody outside in Cc'
	header Author >"$scratch/author"
	has "$scratch/author" 'claire@client.example' 'Author is she'
done
expect_no_mail_to claire denis

# A stranger likewise; an unknown inner address takes it and says nothing.
send_as zoe acme@internal <<-'END'
	From: Zoe <zoe@elsewhere.example>
	Subject: me too

	Hello too.
END
send_as zoe nothing@internal <<-'END'
	From: Zoe <zoe@elsewhere.example>
	Subject: me too

	Hello nobody.
END
deliver
expect_mail_to alice 'Hello too.'
expect_mail_to bob 'Hello too.'
expect_no_mail_to zoe claire denis
expect_count 'posted 2'
expect_count 'filed 1'

# What a client answers to it finds no trace of it.
send_as denis acme@ <<-'END'
	From: Denis <denis@client.example>
	Subject: Re: I found this address
	Message-ID: <denis@client.example>
	In-Reply-To: <visit@client.example>

	What did she find?
END
deliver
expect_mail_to claire 'What did she find?'
expect_no_header References
expect_no_header In-Reply-To
expect_mail_to denis 'What did she find?'
expect_mail_to alice 'What did she find?'
expect_header References '<visit@client.example>'
expect_mail_to bob 'What did she find?'
end_scenario
