#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mail in an insider's name without proof: the real person is asked.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
settings=internal_from_outside=accept
start_site

bob_is_forged() {
	forge_as bob "$2" <<-END
		From: Bob <bob@example.com>
		Subject: $1
		Message-ID: <$1@example.com>

		The text of $1.
	END
	deliver
}

bob_is_forged mine acme@
expect_no_mail_to alice claire denis
expect_mail_to bob 'The text of mine.'
answer_as bob yes
deliver
for name in alice bob claire denis; do
	expect_mail_to "$name" 'Message-ID: <mine@example.com>'
done

bob_is_forged foul acme@
expect_mail_to bob 'The text of foul.'
answer_as bob no
deliver
expect_no_mail_to alice claire denis

# Inside as well.  Another insider who has got hold of the question cannot
# answer it in Bob's name.
bob_is_forged within acme@internal
expect_no_mail_to alice claire denis
expect_mail_to bob 'The text of within.'
hand_in 0 alice@example.com alice@example.com "$(reply_address)" <<-'END'
	From: Bob <bob@example.com>
	Subject: Re: it was me

	yes
END
deliver
expect_no_mail_to claire denis
expect_count 'held 1'
forget_mail_to alice bob
answer_as bob yes
deliver
expect_mail_to alice 'Message-ID: <within@example.com>'
expect_replies_to acme@internal.lists.example.com
expect_mail_to bob 'Message-ID: <within@example.com>'
expect_no_mail_to claire denis

# Submitted by another insider: he is not Bob either.
hand_in 0 alice@example.com alice@example.com acme@ <<-'END'
	From: Bob <bob@example.com>
	Subject: as he said
	Message-ID: <other@example.com>

	The text of other.
END
deliver
expect_no_mail_to alice claire denis
expect_mail_to bob 'The text of other.'
answer_as bob no
deliver
forget_mail_to bob
end_scenario
