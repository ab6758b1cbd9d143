#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Pages of a large archive: a conversation of 2000 posts, a text of 4 MB, and
# one more message, which costs the same whatever lies behind it.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"

views=$site/views
start_site

# A thread of 2000, deep in four branches; then a large text.
perl -e '
	for my $i (1 .. 2000) {
		my $up = $i < 2 ? 0 : $i % 500 == 0 ? 1 : $i - 1;
		printf "From a\@client.example Mon Nov 13 00:00:00 2023\n" .
		    "From: Ann <ann\@client.example>\nSubject: long\n" .
		    "Date: Mon, 13 Nov 2023 %02d:%02d:%02d +0000\n" .
		    "Message-ID: <%d\@client.example>\n%s\nWords of %d.\n\n",
		    $i / 3600, $i / 60 % 60, $i % 60, $i,
		    $up ? "In-Reply-To: <$up\@client.example>\n" : "", $i;
	}
	print "From a\@client.example Tue Nov 14 00:00:00 2023\n" .
	    "From: Ann <ann\@client.example>\nSubject: large\n" .
	    "Date: Tue, 14 Nov 2023 00:00:00 +0000\n" .
	    "Message-ID: <large\@client.example>\n\n",
	    "> a\nb & c\n\n" x 420000, "\n"' >"$scratch/mbox"
ok 'import' trestle-import import acme "$scratch/mbox"

# timed OPTION...: a build of the client view; its line, and its cpu seconds.
timed() {
	perl -MTime::HiRes -e '
		system("trestle-web", "web", "acme.client") == 0 or exit 1;
		my @t = times;
		printf "cpu %.2f s\n", $t[2] + $t[3]' >"$scratch/out"
	note "$1: $(tr '\n' ' ' <"$scratch/out")"
}
timed 'full, 2001 posts'
ok 'it is sound' perl "$TOP_SRCDIR/tests/web/check-site" "$views/acme.client"
is "$(find "$views/acme.client/c" -type f | grep -c .)" 21 \
	'the long conversation has twenty pages'
is "$(find "$views/acme.client/m" -size +4M | grep -c .)" 1 \
	'the large text is whole on its own page'
is "$(find "$views/acme.client/c" -size +1M | grep -c .)" 0 \
	'and cut in the conversation'

set_clock 1702000000
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: one more
	Message-ID: <more@client.example>

	One more message.
END
deliver
timed 'one more message'
n=$(sed -n 's/.*: \([0-9]*\) written.*/\1/p' "$scratch/out")
ok "few files are written: $n" test "$n" -le 7
ok 'it is sound' perl "$TOP_SRCDIR/tests/web/check-site" "$views/acme.client"
done_testing
