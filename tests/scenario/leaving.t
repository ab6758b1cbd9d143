#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who has left gets nothing more, not even what was waiting for him.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
sink_rules=$scratch/rules
printf '450 claire@client.example\n450 denis@client.example\n' \
	>"$sink_rules"
start_site

bob_writes() {
	send_as bob acme@ <<-END
		From: Bob <bob@example.com>
		Subject: $1
		Message-ID: <$1@example.com>

		The text of $1.
	END
	deliver
}
bob_writes early
expect_mail_to alice 'The text of early.'
expect_mail_to bob 'The text of early.'
expect_no_mail_to claire denis

# The client's server takes mail again; Denis has left before that.
ok 'denis leaves' trestle member remove acme denis@client.example
sink_rules=
start_sink
advance_clock $((2 * 86400))
deliver
expect_mail_to claire 'The text of early.'
expect_no_mail_to denis

bob_writes late
for name in alice bob claire; do
	expect_mail_to "$name" 'The text of late.'
done
expect_no_mail_to denis

# Nor may he write any more: a stranger, he is held.
send_as denis acme@ <<-'END'
	From: Denis <denis@client.example>
	Subject: one more thing

	I forgot.
END
deliver
expect_no_mail_to bob claire
expect_mail_to alice 'I forgot.'
end_scenario
