#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Where there can be no second domain the inside has a prefix: the same rules.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
set_clock 1700000000
start_sink
ok 'a site' trestle init "$site" --domain "$domain" \
	--internal-prefix internal- --submission-domain example.com \
	--smtp-server "127.0.0.1:$port" --owner operator@example.com
ok 'its list' trestle list add acme --mixed --purpose 'Acme ships in May.'
ok 'insiders' trestle member add acme alice@example.com bob@example.com \
	--side internal
ok 'a client' trestle member add acme claire@client.example --side client

send_as bob internal-acme@ <<-'END'
	From: Bob <bob@example.com>
	To: internal-acme@lists.example.com
	Cc: claire@client.example, acme@lists.example.com
	Subject: Not for Claire
	Message-ID: <inner@example.com>

	Hush.
END
deliver
for name in alice bob; do
	expect_mail_to "$name" 'Hush.'
	expect_replies_to internal-acme@
	expect_header List-Post '<mailto:internal-acme@lists.example.com>'
	expect_no_header Cc
done
expect_no_mail_to claire

send_as bob acme@ <<-'END'
	From: Bob <bob@example.com>
	Subject: For Claire
	Message-ID: <outer@example.com>
	In-Reply-To: <inner@example.com>

	Hello.
END
deliver
expect_mail_to claire 'Hello.'
expect_no_line 'inner'
expect_no_line 'internal-'
for name in alice bob; do
	expect_mail_to "$name" 'Hello.'
	expect_header In-Reply-To '<inner@example.com>'
done

# Both sides: held for its author.
send_as bob internal-acme@ acme@ <<-'END'
	From: Bob <bob@example.com>
	Subject: both
	Message-ID: <both@example.com>

	To all.
END
deliver
expect_no_mail_to claire
expect_mail_to alice 'To all.'
expect_mail_to bob 'Message-ID: <both@example.com>'
expect_mail_to bob 'yes'
answer_as bob yes
deliver
expect_mail_to claire 'To all.'
expect_no_line 'internal-'
forget_mail_to alice bob

# A client's post that names it: struck from the copies.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	To: acme@lists.example.com, Internal-Acme@lists.example.com
	Subject: a guess

	Is there an inside?
END
deliver
expect_mail_to claire 'Is there an inside?'
lacks "$scratch/got.header" 'nternal' 'struck from the header'
forget_mail_to alice bob operator

# Whatever stands behind the prefix gets the same silence from outside.
for name in internal-acme@ internal-nothing@; do
	send_as claire "$name" <<-'END'
		From: Claire <claire@client.example>
		Subject: knock

		Knock, knock.
	END
done
deliver
expect_count 'filed 2'
end_scenario
