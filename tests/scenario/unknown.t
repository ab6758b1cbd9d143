#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mail to nobody: refused by the hook where all recipients are unknown, else
# its sender is told once.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
start_site

refused_as claire acmee@ <<-'END'
	From: Claire <claire@client.example>
	Subject: a typo

	Hello?
END
has "$scratch/hook.err" '5.1.1' 'the sender reads 5.1.1'
ok 'its first words' grep -q '^5\.1\.1 ' "$scratch/hook.err"
refused_as claire acme+internal@ <<-'END'
	From: Claire <claire@client.example>
	Subject: an extension is never folded

	Hello?
END
refused_as claire engineering@ <<-'END'
	From: Claire <claire@client.example>
	Subject: an internal list has no address outside

	Hello?
END
send_as claire acme@ acmee@ <<-'END'
	From: Claire <claire@client.example>
	Subject: half a typo

	Hello!
END
deliver
for name in alice bob denis claire; do
	expect_mail_to "$name" 'Subject: half a typo'
done
expect_mail_to claire 'acmee@lists.example.com'
expect_header Auto-Submitted auto-replied
expect_count 'posted 1'
expect_count 'answered 1'

# No second answer in a short while.
send_as claire acme@ acmee@ <<-'END'
	From: Claire <claire@client.example>
	Subject: again

	Hello!
END
deliver
for name in alice bob denis claire; do
	expect_mail_to "$name" 'Subject: again'
done
end_scenario
