#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Automatic mail is filed: it reaches no list and no one is told.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Auto-Submitted: auto-replied (vacation)
	Subject: I am away

	Until Monday.
END
send_automatic acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: undelivered

	It bounced.
END
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Content-Type: multipart/report; report-type=delivery-status;
	 boundary=b
	Subject: a report

	--b--
END
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	X-Autoreply: yes
	Subject: away

	Away.
END
send_automatic bounces+abc@ <<-'END'
	From: MAILER-DAEMON@client.example
	Subject: undelivered

	No such user.
END
deliver
expect_no_more_mail
expect_count 'posted 0'
expect_count 'filed 5'

# "no" is a person's.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Auto-Submitted: no
	Precedence: list
	Subject: by hand

	Really.
END
deliver
for name in alice bob claire denis; do
	expect_mail_to "$name" 'Subject: by hand'
done
end_scenario
