#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who has left gets nothing more, not even what was waiting for him.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
printf '450 claire@client.example\n450 denis@client.example\n' \
	>"$scratch/rules"
set_clock 1700000000
start_sink --refuse "$scratch/rules"
ok 'a site' make_site

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
kill "${tap_children##* }"
wait "${tap_children##* }" 2>/dev/null
rm -f "$scratch/port"
mkfifo "$scratch/port"
"$TOP_BUILDDIR/tests/sink/trestle-sink" --port "$port" \
	--port-file "$scratch/port" --dir "$mail" --lf &
at_end $!
read -r port <"$scratch/port"
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
