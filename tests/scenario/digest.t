#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Digests of both sides of a list: what they say (the files of the folder
# digest), who gets them, and that each thing is told once.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
settings='archive_url=https://lists.example.com/views/'
start_site
ok 'a client who receives digests' \
	trestle member add acme dora@client.example --side client --digest
ok 'an insider' trestle member add acme fred@example.com --side internal
exits 0 'who changes to digests' \
	trestle member set acme fred@example.com --digest
has "$scratch/out" '(digest)' 'which is shown'
exits 64 'not all of them at once' \
	trestle member set acme fred@example.com --digest --no-mail

claire_asks() {
	send_as claire acme@ <<-'END'
		From: Claire <claire@client.example>
		To: acme@lists.example.com
		Subject: Which valve?
		Message-ID: <valve@client.example>

		Hello,

		which valve fits the new pump, and when can you send it?

		Claire
	END
}

bob_answers() {
	send_as bob "$1" <<-END
		From: Bob <bob@example.com>
		To: $1
		Subject: Re: Which valve?
		Message-ID: <bob-$2@example.com>
		In-Reply-To: <valve@client.example>

		$3

		On Monday Claire wrote:
		> which valve fits the new pump, and when can you send it?
	END
}

# forget_posts: those who read post by post are not what is looked at here.
forget_posts() {
	forget_mail_to alice bob claire denis erin operator
}

claire_asks
deliver
advance_clock 3600
bob_answers acme@internal inside 'The profit on valves is thin.'
send_as alice acme@ <<-'END'
	From: Alice <alice@example.com>
	To: acme@lists.example.com
	Subject: Weekly call
	Message-ID: <call@example.com>

	We meet on Monday at ten, and =?speak?= of <b>everything</b> that is
	still open.
END
send_as denis acme@ <<-'END'
	From: "denis@client.example" <denis@client.example>
	To: acme@lists.example.com
	Subject: Re: Weekly call
	Message-ID: <thanks@client.example>
	In-Reply-To: <call@example.com>

	Thank you, we will be there.
END
send_as erin engineering@internal <<-'END'
	From: Erin <erin@example.com>
	To: engineering@internal.lists.example.com
	Subject: A faster lathe
	Message-ID: <lathe@example.com>

	It needs half the oil.
END
deliver
forget_posts
advance_clock 86400

for view in client internal; do
	exits 0 "the digest of acme.$view" trestle digest --print acme.$view
	ok 'it says what it should' diff -u \
		"$TOP_SRCDIR/tests/scenario/digest/$view.txt" "$scratch/out"
done
exits 0 'the digest of all lists' trestle digest --print company
has "$scratch/out" '1 new post in engineering.' 'with what is open inside'
exits 66 'no digest of nothing' trestle digest --print acme.nobody
deliver
expect_no_more_mail

ok 'handed over' trestle digest
deliver
expect_mail_to dora@client.example 'acme digest, 15 Nov 2023'
expect_header From 'acme digest <acme@lists.example.com>'
expect_header Subject \
	'acme digest, 15 Nov 2023: 1 question waits, 1 conversation'
expect_header List-Id '<acme.lists.example.com>'
expect_header Auto-Submitted auto-generated
expect_header Precedence list
expect_header Date 'Wed, 15 Nov 2023 23:13:20 +0000'
expect_replies_to acme@
for inner in profit Bob internal Erin lathe; do
	expect_no_line "$inner"
done
expect_line '<h3'
expect_line 'at ten, and =3D?speak?=3D of'
expect_line '  <b>everything</b> that is still open.'
expect_line '&lt;b&gt;everything'
expect_mail_to fred@example.com 'acme internal digest, 15 Nov 2023'
expect_header From 'acme digest <acme@internal.lists.example.com>'
expect_header List-Id '<acme.internal.lists.example.com>'
expect_replies_to acme@internal
expect_no_line lathe
expect_no_more_mail

exits 0 'a second run at once' trestle digest
is "$(cat "$scratch/out")" '' 'has nothing to say'
deliver
advance_clock 86400
exits 0 'nor has one when nothing is new' trestle digest
is "$(cat "$scratch/out")" '' 'though a question waits'
deliver
expect_no_more_mail

# Answered outside it waits no longer.  Composed twice before the manager
# comes, it is sent once.
bob_answers acme@ outside 'It is the DN50, you have it on Friday.'
deliver
forget_posts
advance_clock 3600
ok 'composed' trestle digest acme.client acme.internal
advance_clock 60
ok 'composed once more' trestle digest acme.client acme.internal
deliver
has "$scratch/deliver.out" 'digest-told' 'the second is known'
for reader in dora@client.example fred@example.com; do
	expect_mail_to "$reader" 'It is the DN50'
	expect_no_line 'waits.'
	expect_no_line 'Waiting for'
done
expect_no_more_mail

# --due: what serve runs each hour.
advance_clock 60
claire_again() {
	send_as claire acme@ <<-'END'
		From: Claire <claire@client.example>
		To: acme@lists.example.com
		Subject: Re: Which valve?
		Message-ID: <again@client.example>
		In-Reply-To: <bob-outside@example.com>

		Thanks.  Does it need a new seal?
	END
}
claire_again
deliver
forget_posts
advance_clock 3600
exits 0 'within a day' trestle-digest --site "$site" --due
is "$(cat "$scratch/out")" '' 'no other digest is due'
advance_clock 86400
ok 'after a day it is' trestle-digest --site "$site" --due
deliver
for reader in dora@client.example fred@example.com; do
	expect_mail_to "$reader" 'a new seal?'
	expect_line 'Waiting for an answer: 1'
done
expect_no_more_mail

# One with an end that lies ahead would silence the view until then.
now=$(cat "$scratch/clock")
bob_answers acme@ seal 'No, the old seal is good.'
deliver
forget_posts
set_clock $((now + 30 * 86400))
ok 'composed under a clock that runs ahead' trestle digest acme.client
set_clock "$now"
deliver
expect_no_more_mail
cat "$site"/spool/aside/*.reason >"$scratch/reason"
has "$scratch/reason" 'is no digest of a view of this site' 'it is set aside'
rm -f "$site"/spool/aside/*

# No mail that comes in from outside can pass for a digest of ours.
line_end='
'
forged="digest acme.client 1 1700000000"
exits 75 'no option of the hook' trestle-hook --site "$site" \
	--digest 'acme.client 1 1700000000' acme@lists.example.com </dev/null
for option in --sender --submitter --client; do
	echo 'Subject: x' >"$scratch/letter"
	exits 65 "nothing in its $option" trestle-hook --site "$site" \
		"$option" "a@example.com$line_end$forged" \
		acme@lists.example.com <"$scratch/letter"
done
exits 67 'no recipient' trestle-hook --site "$site" \
	"acme@lists.example.com$line_end$forged" <"$scratch/letter"
end_scenario
