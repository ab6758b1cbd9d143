#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The static sites of the views: whole, linked, without a word of the other
# side, and the same however they came about.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"

views=$site/views

# web [OPTION...]: build; what it said stands in $scratch/web.out.
web() {
	trestle-web web "$@" >"$scratch/web.out" 2>&1 && return 0
	tap_line 1 "trestle web $*"
	note 'it said:' "$scratch/web.out"
}

# written VIEW: how many files the last build wrote.
written() { sed -n "s/^$1: \\([0-9]*\\) written.*/\\1/p" "$scratch/web.out"; }

# All names, times and bytes of the docroots.
tree_of() {
	(cd "$1" && find . -mindepth 1 -printf '%y %m %p %T@\n' | LC_ALL=C sort &&
		find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

# Is the site the same when it is built from nothing?
same_as_full() {
	tree_of "$views" >"$scratch/tree.small"
	mv "$views" "$scratch/aside"
	rm -f "$site/state"/web-*
	web
	tree_of "$views" >"$scratch/tree.full"
	rm -rf "$scratch/aside"
	ok "$1: as if built from nothing" \
		diff "$scratch/tree.small" "$scratch/tree.full"
}

all_sound() {
	for view in "$views"/*; do
		ok "$1: ${view##*/} is sound" \
			perl "$TOP_SRCDIR/tests/web/check-site" "$view"
	done
}

# The permalink of a Message-ID.
page_of() {
	perl -MDigest::SHA=sha256 -e '
		my $bits = unpack "B*", sha256($ARGV[0]);
		my @letters = ("a" .. "z", 2 .. 7);
		print "m/", (map { $letters[oct "0b" . substr $bits, 5 * $_, 5] }
			0 .. 25), ".html\n"' "$1"
}

start_site
web
ok 'views without a post have a front page' \
	test -f "$views/acme.client/index.html"
all_sound 'empty'

send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: exports </title><script>alert("x")</script>
	Message-ID: <first@client.example>
	Date: Mon, 13 Nov 2023 09:00:00 +0000
	MIME-Version: 1.0
	Content-Type: multipart/mixed; boundary=b

	--b
	Content-Type: text/plain

	The exports are broken. See <http://client.example/?a=1&b=2>.
	--b
	Content-Type: text/html
	Content-Disposition: attachment; filename="../../x.html"

	<script>alert("run me")</script>
	--b
	Content-Type: application/pdf; name="report.pdf"
	Content-Transfer-Encoding: base64

	JVBERi0xLjQK
	--b--
END
advance_clock 60
deliver
web
ok 'claire has her permalink' \
	test -f "$views/acme.client/$(page_of first@client.example)"
all_sound 'a hostile post'
ok 'the PDF is there' sh -c "cat '$views'/acme.client/a/*/*-report.pdf |
	grep -qx '%PDF-1.4'"
is "$(find "$views" -path '*/a/*' -type f | sed 's/.*\.//' | sort -u |
	tr '\n' ' ')" 'pdf txt ' 'no attachment is a page'
not_ok 'no script in any page' grep -rql '<script' "$views" --include='*.html'
lacks "$views/acme.client/$(page_of first@client.example)" \
	'claire@client.example' 'no address of the author'

send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	Subject: Re: exports
	Message-ID: <inner@example.com>
	In-Reply-To: <first@client.example>
	Date: Mon, 13 Nov 2023 10:00:00 +0000

	Xylophone: between ourselves, it was me.
END
advance_clock 60
deliver
tree_of "$views/acme.client" >"$scratch/before"
web
tree_of "$views/acme.client" >"$scratch/after"
ok 'an internal post changes nothing of the client view' \
	cmp "$scratch/before" "$scratch/after"
is "$(written acme.client)" 0 'no file is written there'
ok 'insiders read it' grep -rqF Xylophone "$views/acme.internal"
not_ok 'no inner word in the client docroot' \
	grep -rqiE 'Xylophone|inner@|internal|bob' "$views/acme.client" \
	--include='*.html' --include='*.atom'

# An answer to the inner post: a client conversation of one tree.
send_as bob acme@ <<-'END'
	From: Bob <bob@example.com>
	Subject: Re: exports
	Message-ID: <answer@example.com>
	In-Reply-To: <inner@example.com>
	References: <first@client.example> <inner@example.com>

	It is mended.
END
advance_clock 60
deliver
web
is "$(find "$views/acme.client/c" -type f | grep -c .)" 1 'one conversation'
same_as_full 'three posts'
all_sound 'three posts'

# The answer comes before what it answers: then the conversation moves.
send_as denis acme@ <<-'END'
	From: Denis <denis@client.example>
	Subject: an answer in another thread
	Message-ID: <late-answer@client.example>
	In-Reply-To: <late@client.example>

	I agree with what you have not read yet.
END
advance_clock 60
deliver
web
ok 'it begins a conversation' test -f \
	"$views/acme.client/$(page_of late-answer@client.example | sed s/m/c/)"
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: what was delayed
	Message-ID: <late@client.example>

	Here it is at last.
END
advance_clock 60
deliver
web
not_ok 'which is gone' test -f \
	"$views/acme.client/$(page_of late-answer@client.example | sed s/m/c/)"
same_as_full 'a post that moved'
all_sound 'a post that moved'

send_as alice engineering@internal <<-'END'
	From: Alice <alice@example.com>
	Subject: the exporter
	Message-ID: <eng@example.com>

	Who wrote the exporter?
END
advance_clock 60
deliver
web
ok 'company has it' test -f "$views/company/$(page_of eng@example.com)"
not_ok 'the docroot of acme has its own conversations only' \
	test -f "$views/acme.internal/$(page_of eng@example.com)"
same_as_full 'another list'
all_sound 'another list'

# A build that fails half way is done again.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: something new
	Message-ID: <new@client.example>

	A new matter.
END
advance_clock 60
deliver
blocked=$views/acme.client/$(page_of new@client.example | sed s/m/c/)
mkdir "$blocked"
exits 75 'a page that cannot be written' trestle-web web acme.client
has "$scratch/err" 'cannot rename' 'is told'
rmdir "$blocked"
web
note "$(cat "$scratch/web.out")"
same_as_full 'after a failure'
web
is "$(written acme.client)$(written acme.internal)$(written company)" 000 \
	'nothing new, nothing written'
web --full
is "$(written acme.client)$(written acme.internal)$(written company)" 000 \
	'a full build of the same touches no file'
: >"$views/acme.client/stray.html"
web --full
not_ok 'it removes what is not its own' test -e "$views/acme.client/stray.html"

exits 66 'an unknown view' trestle-web web nothing.client
has "$scratch/err" 'no view' 'is told'
is "$(find "$views" -type f -perm /007 | grep -c .)" 0 'nothing for others'
ok 'doctor finds nothing' trestle doctor
done_testing
