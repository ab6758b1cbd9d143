#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One message to ten thousand recipients of which all but two are unknown.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

nobodies=$(perl -e 'print join " ",
	map { "nobody$_\@lists.example.com" } 1 .. 9998')
printf 'From: Bob <bob@example.com>\nSubject: to all\n\nHello.\n' \
	>"$scratch/in"
# shellcheck disable=SC2086 # many words
hand_in 0 bob@example.com bob@example.com acme@lists.example.com \
	$nobodies engineering@internal.lists.example.com <"$scratch/in"
deliver
for name in alice bob; do
	expect_mail_to "$name" 'List-Id: <engineering.'
done
expect_mail_to erin 'Hello.'
# One answer names them all, as far as that makes sense.
expect_mail_to bob 'nobody1@lists.example.com'
expect_count 'in 10000'
expect_count 'answered 9998'
forget_mail_to bob alice
forget_mail_to claire denis

# shellcheck disable=SC2086
hand_in 67 bob@example.com bob@example.com $nobodies <"$scratch/in"
end_scenario
