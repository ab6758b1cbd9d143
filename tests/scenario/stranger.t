#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A stranger's post is held; the moderator's one word accepts, rejects or
# discards it.  Automatic answers to the notice count for nothing.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

stranger_writes() {
	send_as zoe acme@ <<-END
		From: Zoe <zoe@elsewhere.example>
		To: acme@lists.example.com
		Subject: $1
		Message-ID: <$1@elsewhere.example>

		The text of $1.
	END
	deliver
}

stranger_writes first
expect_no_mail_to bob claire denis
expect_count 'held 1'
expect_mail_to alice 'The text of first.'
expect_line 'accept'
notice_to=$(reply_address)
hand_in 0 alice@example.com '' "$notice_to" <<-END
	From: Alice <alice@example.com>
	Auto-Submitted: auto-replied
	Subject: accept

	accept
END
deliver
expect_no_more_mail
answer_as alice accept
deliver
for name in alice bob claire denis; do
	expect_mail_to "$name" 'Message-ID: <first@elsewhere.example>'
	expect_replies_to acme@lists.example.com
done
expect_mail_to zoe 'Subject: Your message was sent'
expect_count 'held 0'
expect_count 'posted 1'

# The same token again does nothing.
hand_in 0 alice@example.com alice@example.com "$notice_to" <<-END
	From: Alice <alice@example.com>
	Subject: Re: again

	accept
END
deliver
expect_no_mail_to bob claire denis
forget_mail_to alice

stranger_writes second
expect_mail_to alice 'The text of second.'
answer_as alice reject
deliver
expect_no_mail_to bob claire denis
expect_mail_to zoe 'second'
expect_count 'posted 1'

stranger_writes third
expect_mail_to alice 'The text of third.'
answer_as alice 'Accept it, perhaps?'
deliver
expect_no_mail_to bob claire denis zoe
expect_count 'held 1'
forget_mail_to alice
answer_as alice discard
deliver
expect_count 'held 0'

# Nobody but the one who was asked can answer.
stranger_writes fourth
expect_mail_to alice 'The text of fourth.'
answer_as claire accept
deliver
expect_no_mail_to bob denis zoe
expect_count 'held 1'
forget_mail_to claire alice

# And the deadline drops it.
advance_clock $((90 * 86400))
deliver
expect_count 'held 0'
expect_count 'posted 1'
forget_mail_to alice
end_scenario
