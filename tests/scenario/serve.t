#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `trestle serve`: mail, pages and digests by themselves, one manager a site,
# and a clean end.
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"

settings='web_delay=1'
start_site
ok 'a client who reads digests' \
	trestle member add acme dora@client.example --side client --digest
ok 'an insider who does' \
	trestle member add acme fred@example.com --side internal --digest

# serve: all that it starts can be told by one word of its environment.
serve() {
	SERVED_BY=$scratch trestle serve >"$scratch/serve.out" 2>&1 &
	serve_pid=$!
	at_end "$serve_pid"
}
its_processes() {
	grep -qzx "SERVED_BY=$scratch" /proc/[0-9]*/environ
}

# What wait_until asks: it runs commands, not functions of the shell.
count_of() { # DIR GLOB N: so many files
	echo "test \$(find '$1' -name '$2' -type f 2>/dev/null | wc -l) -ge $3"
}
wait_for_mail() {
	wait_until "mail comes to $1" \
		sh -c "$(count_of "$mail/$(address_of "$1")/new" '*' 1)"
}
wait_for_page() {
	wait_until "$1 has $3" sh -c "grep -rqF '$2' '$site/views/$1/m'"
}

stop() {
	kill "$1" "$serve_pid"
	wait "$serve_pid"
	is $? 0 'it ends with 0'
	has "$scratch/serve.out" 'stop' 'and says so'
	# The worker is killed by the kernel when its manager has gone.
	wait_until 'no child is left' \
		sh -c "! grep -qzx 'SERVED_BY=$scratch' /proc/[0-9]*/environ"
}

serve
wait_until 'it has started' grep -q start "$scratch/serve.out"
ok 'its processes can be told' its_processes
wait_until 'pages before the first post' \
	test -f "$site/views/acme.client/index.html"

exits 75 'a second one does not start' trestle serve
has "$scratch/err" 'another process holds the lock' 'and says why'
has "$scratch/err" "$site/manager.lock" 'and where'
exits 75 'nor does deliver' trestle deliver

send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: Which valve?
	Message-ID: <valve@client.example>

	Which valve fits the new pump?
END
for reader in alice bob denis; do
	wait_for_mail "$reader"
done
wait_for_page acme.client 'Which valve fits' 'the page of it'
wait_for_page acme.internal 'Which valve fits' 'one too'
expect_no_mail_to dora@client.example fred@example.com

# A second one after the rest of the builder.
send_as bob acme@internal <<-'END'
	From: Bob <bob@example.com>
	Subject: Re: Which valve?
	Message-ID: <inner@example.com>
	In-Reply-To: <valve@client.example>

	Xylophone, among ourselves.
END
wait_for_page acme.internal Xylophone 'the page of the next'
not_ok 'clients have none' grep -rqF Xylophone "$site/views/acme.client"
stop -TERM

# Digests are asked for when it starts, and each hour then.
forget_mail_to alice bob claire denis
advance_clock 172800
serve
for reader in dora@client.example fred@example.com; do
	wait_for_mail "$reader"
	expect_mail_to "$reader" 'Which valve?'
done
expect_header Subject \
	'acme internal digest, 16 Nov 2023: 1 question waits'
stop -INT
forget_mail_to alice bob claire denis
serve
wait_until 'it starts again' grep -q start "$scratch/serve.out"
stop -TERM
expect_no_more_mail
is "$(find "$site/spool" -type f | grep -c .)" 0 'nothing waits'

# What came while nobody served is done first of all.
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	Subject: Valve number two
	Message-ID: <two@client.example>

	And the second pump?
END
serve
for reader in alice bob claire denis; do
	wait_for_mail "$reader"
done
wait_for_page acme.client 'second pump' 'the page'
stop -TERM
forget_mail_to alice bob claire denis
end_scenario
