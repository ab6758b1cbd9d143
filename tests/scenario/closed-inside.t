#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By default the internal domain is shut to the outside: each address gets
# the same refusal, and mail that comes all the same is filed.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

printf 'From: Zoe <zoe@elsewhere.example>\nSubject: x\n\nHello.\n' \
	>"$scratch/in"
for name in acme@internal engineering@internal nothing@internal; do
	send_as zoe "$name" <"$scratch/in"
	is "$(cat "$scratch/hook.err")" '' "$name: the hook tells nothing"
done
deliver
expect_count 'filed 3'
expect_no_more_mail
# An insider is told what he mistyped.
hand_in 67 bob@example.com bob@example.com nothing@internal <"$scratch/in"
end_scenario
