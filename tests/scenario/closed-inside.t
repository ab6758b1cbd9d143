#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By default the internal domain is shut to the outside: each address gets
# the same refusal, and mail that comes all the same is filed.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

letter() {
	printf 'From: Zoe <zoe@elsewhere.example>\nSubject: x\n\nHello.\n'
}
for name in acme@internal engineering@internal nothing@internal; do
	address=$(address_of "$name")
	letter >"$scratch/in"
	trestle-hook --sender zoe@elsewhere.example "$address" \
		<"$scratch/in" 2>"$scratch/err"
	is "$?" 0 "$name: the hook tells nothing"
done
deliver
expect_count 'filed 3'
expect_no_more_mail
# An insider is told what he mistyped.
letter >"$scratch/in"
exits 67 'an insider learns that it is unknown' sh -c 'trestle-hook \
	--sender bob@example.com --submitter bob@example.com \
	"$1" <"$2"' - "$(address_of nothing@internal)" "$scratch/in"
end_scenario
