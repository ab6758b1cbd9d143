#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A client asks and all read it; two insiders talk inside and no client sees
# it; the answer outside names only what the client has.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
settings=signed_domains=example.com
start_site

send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	To: acme@lists.example.com
	Subject: When do you ship?
	Message-ID: <question@client.example>
	Received: from laptop by mail.client.example
	Thread-Index: AdWx

	May, or June?
END
deliver
for name in alice bob denis claire; do
	expect_mail_to "$name" 'Subject: When do you ship?'
	expect_header Message-ID '<question@client.example>'
	expect_header From 'Claire via acme <acme@lists.example.com>'
	expect_header Author 'Claire <claire@client.example>'
	expect_replies_to acme@lists.example.com
	expect_line 'May, or June?'
	expect_no_header Thread-Index
	expect_no_header Received
done

send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	To: acme@internal.lists.example.com
	Subject: Re: When do you ship?
	Message-ID: <inner-1@example.com>
	In-Reply-To: <question@client.example>
	References: <question@client.example>

	We are late.
END
deliver
expect_mail_to alice 'We are late.'
expect_replies_to acme@internal.lists.example.com
expect_header References '<question@client.example>'
expect_header List-Id '<acme.internal.lists.example.com>'
expect_header List-Post '<mailto:acme@internal.lists.example.com>'
expect_mail_to bob 'We are late.'
expect_no_mail_to claire denis

send_as alice acme@ <<-'END'
	From: Alice <alice@example.com>
	To: acme@lists.example.com
	Subject: Re: When do you ship?
	Message-ID: <answer@example.com>
	In-Reply-To: <inner-1@example.com>
	References: <question@client.example> <inner-1@example.com>

	In June.
END
deliver
for name in claire denis; do
	expect_mail_to "$name" 'In June.'
	expect_header Message-ID '<answer@example.com>'
	expect_header From 'Alice <alice@example.com>'
	expect_replies_to acme@lists.example.com
	expect_header In-Reply-To '<question@client.example>'
	expect_header References '<question@client.example>'
	expect_no_line 'inner-1'
	expect_no_line 'internal'
	expect_header List-Id '<acme.lists.example.com>'
done
for name in alice bob; do
	expect_mail_to "$name" 'In June.'
	expect_header References \
		'<question@client.example> <inner-1@example.com>'
	expect_replies_to acme@lists.example.com
done

# A client's reply to the answer joins the whole tree inside.
send_as claire acme@ <<-'END'
	From: Claire <CLAIRE@client.example>
	Subject: Re: When do you ship?
	Message-ID: <thanks@client.example>
	In-Reply-To: <answer@example.com>
	References: <question@client.example> <answer@example.com>

	Thank you.
END
deliver
expect_mail_to denis 'Thank you.'
expect_header References '<question@client.example> <answer@example.com>'
expect_mail_to claire 'Thank you.'
expect_mail_to alice 'Thank you.'
expect_mail_to bob 'Thank you.'
expect_header References \
	'<question@client.example> <inner-1@example.com> <answer@example.com>'
expect_count 'posted 4'
end_scenario
