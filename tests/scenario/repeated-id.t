#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A message id used twice: equal bytes are one message that the MTA repeated,
# other bytes are another message.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

claire_writes() {
	send_as claire acme@ <<-END
		From: Claire <claire@client.example>
		Subject: again
		Message-ID: <same@client.example>

		$1
	END
	deliver
}
all_have() {
	for name in alice bob claire denis; do
		expect_mail_to "$name" "$1"
	done
}

claire_writes 'The one.'
all_have 'The one.'
expect_header Message-ID '<same@client.example>'
claire_writes 'The one.'
expect_no_more_mail
expect_count 'duplicates 1'

claire_writes 'The other.'
all_have 'The other.'
other=$(header Message-ID)
not_ok 'it has an id of its own' test "$other" = '<same@client.example>'
claire_writes 'The other.'
expect_no_more_mail
expect_count 'duplicates 2'

# After five days it is no longer the MTA.
advance_clock $((5 * 86400 + 60))
claire_writes 'The one.'
forget_mail_to alice bob claire denis
expect_count 'duplicates 2'

# The inside used an id first: the client's keeps it outside.
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	Subject: ours
	Message-ID: <claimed@example.com>

	Inside.
END
deliver
expect_mail_to alice 'Inside.'
expect_mail_to bob 'Inside.'
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: a guess
	Message-ID: <claimed@example.com>

	Outside.
END
deliver
all_have 'Outside.'
expect_header Message-ID '<claimed@example.com>'
end_scenario
