#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Replies that arrive before what they answer, and replies that name nobody.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

# claire_writes ID SUBJECT [FIELD]
claire_writes() {
	{
		printf 'From: Claire <claire@client.example>\n'
		printf 'Message-ID: <%s@client.example>\n' "$1"
		printf 'Subject: %s\n%s\nThe text of %s.\n' "$2" \
			"${3:+$3
}" "$1"
	} >"$scratch/in"
	send_as claire acme@ <"$scratch/in"
	deliver
}
# all_have ID REFERENCES
all_have() {
	for name in claire denis alice bob; do
		expect_mail_to "$name" "The text of $1."
		expect_header References "$2"
	done
}

claire_writes first 'The plan for May'
all_have first ''
claire_writes reply 'Re: The plan for May'
all_have reply '<first@client.example>'
claire_writes antwort 'AW: RE : Re: The plan for May'
all_have antwort '<first@client.example> <reply@client.example>'
# Not a reply; one word; long ago.
claire_writes fresh 'The plan for May'
all_have fresh ''
claire_writes word 'Plan'
all_have word ''
claire_writes word-reply 'Re: Plan'
all_have word-reply ''
claire_writes old 'An old question'
all_have old ''
advance_clock $((31 * 86400))
claire_writes old-reply 'Re: An old question'
all_have old-reply ''

# An unknown parent is not named; the subject serves.
claire_writes lost 'Re: An old question' \
	'In-Reply-To: <private@client.example>'
all_have lost '<old-reply@client.example>'

# The answer overtakes the question.
claire_writes child 'Something else entirely' \
	'References: <first@client.example> <parent@client.example>'
all_have child '<first@client.example>'
claire_writes parent 'Something else entirely' \
	'References: <first@client.example>'
all_have parent '<first@client.example>'
claire_writes grandchild 'Something else entirely' \
	'References: <parent@client.example> <child@client.example>'
all_have grandchild \
	'<first@client.example> <parent@client.example> <child@client.example>'

# Two that answer one another, and one that answers itself.
claire_writes egg 'Which was first' 'In-Reply-To: <hen@client.example>'
all_have egg ''
claire_writes hen 'Which was first' 'In-Reply-To: <egg@client.example>'
all_have hen '<egg@client.example>'
claire_writes self 'To my own self' 'In-Reply-To: <self@client.example>'
all_have self ''

# A subject that only the inside has joins nothing outside.
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	Subject: The secret project
	Message-ID: <secret@example.com>

	Hush.
END
deliver
expect_mail_to alice 'Hush.'
expect_mail_to bob 'Hush.'
claire_writes guess 'Re: The secret project'
for name in claire denis; do
	expect_mail_to "$name" 'The text of guess.'
	expect_no_header References
	expect_no_header In-Reply-To
done
expect_mail_to alice 'The text of guess.'
expect_mail_to bob 'The text of guess.'

# An id that only the inside has names nothing outside, and a claim on it
# before it was used gains nothing.
claire_writes probe 'A good guess' 'In-Reply-To: <secret@example.com>'
for name in claire denis; do
	expect_mail_to "$name" 'The text of probe.'
	expect_no_header References
	expect_no_header In-Reply-To
done
expect_mail_to alice 'The text of probe.'
expect_mail_to bob 'The text of probe.'
claire_writes claim 'A better guess' 'In-Reply-To: <future@example.com>'
for name in claire denis; do
	expect_mail_to "$name" 'The text of claim.'
	expect_no_header References
done
expect_mail_to alice 'The text of claim.'
expect_mail_to bob 'The text of claim.'
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	Subject: Later inside
	Message-ID: <future@example.com>

	It came.
END
deliver
expect_mail_to alice 'It came.'
expect_mail_to bob 'It came.'
claire_writes after 'Re: A better guess' \
	'References: <future@example.com> <claim@client.example>'
for name in claire denis; do
	expect_mail_to "$name" 'The text of after.'
	expect_header References '<claim@client.example>'
done
expect_mail_to alice 'The text of after.'
expect_mail_to bob 'The text of after.'
end_scenario
