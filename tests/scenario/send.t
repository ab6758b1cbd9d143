#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# trestle-send against an outbox that a small program fills and a sink that
# misbehaves.

# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

site=$scratch/site
log=$scratch/sink.log
port=0
sink=

outbox() { "$TOP_BUILDDIR/tests/scenario/outbox-tool" "$site/trestle.db" "$@"; }
send() { trestle-send --site "$site"; }

# A new site and a new sink with the rules on standard input.
start() {
	stop_sink
	rm -rf "$site" "$scratch/mail"
	mkdir "$site"
	start_sink
	printf 'domain = lists.example.com\nsmtp_server = 127.0.0.1:%s\n' \
		"$port" >"$site/trestle.conf"
}
start_sink() {
	cat >"$scratch/rules"
	[ -p "$scratch/port" ] || mkfifo "$scratch/port"
	"$TOP_BUILDDIR/tests/sink/trestle-sink" --port "$port" --lf \
		--dir "$scratch/mail" --by-local-part --log "$log" \
		--refuse "$scratch/rules" --port-file "$scratch/port" &
	sink=$!
	at_end "$sink"
	read -r port <"$scratch/port"
}
stop_sink() {
	[ -z "$sink" ] || {
		kill "$sink"
		wait "$sink" 2>/dev/null
	}
	sink=
}
copies_of() { find "$scratch/mail/$1/new" -type f 2>/dev/null | wc -l; }
events() { grep -c " $1 " "$scratch/err"; }

set_clock 1800000000

start </dev/null
outbox fill 3 2 ann@x.org bob@x.org carol@x.org
exits 0 'sends what is due' send
is "$(outbox count)" 'waiting 0 flying 0 sent 9 refused 0 repeated 0' \
	'nine are sent'
is "$(copies_of ann) $(copies_of bob) $(copies_of carol)" '3 3 3' \
	'each has three'
is "$(events sent)" 6 'one line a chunk'
is "$(cut -f1 "$log" | sort -u)" 1 'on one connection'
is "$(cat "$(find "$scratch/mail/ann" -type f | sort | head -n 1)")" \
	'Subject: copy 1

The body.
.' 'the header of the copy, the body of the message'
exits 0 'nothing is due: nothing happens' send
is "$(cat "$scratch/err")" '' 'without a word'

start <<'END'
550 bob@x.org
450 carol@x.org
END
outbox fill 1 100 ann@x.org bob@x.org carol@x.org
exits 0 'one refused, one deferred' send
is "$(outbox count)" 'waiting 1 flying 0 sent 1 refused 1 repeated 0' \
	'each for himself'
has "$scratch/err" 'sent=1 later=1 refused=1' 'the counts are logged'
has "$scratch/err" 'reply="550 recipient refused"' 'with a reply'
advance_clock 299
exits 0 'not again before five minutes' send
is "$(events deferred)" 0 'nothing is tried'
advance_clock 1
exits 0 'again after five minutes' send
is "$(events deferred)" 1 'the one is tried'
is "$(grep -c ann "$log")" 1 'no other'
advance_clock 600
stop_sink
start_sink </dev/null
exits 0 'when he is taken' send
is "$(outbox count)" 'waiting 0 flying 0 sent 2 refused 1 repeated 0' \
	'he is sent'

start <<'END'
450 carol@x.org
END
outbox fill 1 100 carol@x.org
send 2>/dev/null
advance_clock 432000
exits 0 'after five days' send
is "$(outbox count)" 'waiting 0 flying 0 sent 0 refused 1 repeated 0' \
	'he is given up'

start </dev/null
outbox fill 4 100 ann@x.org
stop_sink
exits 0 'no server is no failure' send
is "$(events deferred)" 1 'it is asked once'
has "$scratch/err" 'cannot be reached' 'the log says why'
is "$(outbox count)" 'waiting 4 flying 0 sent 0 refused 0 repeated 0' \
	'all wait'
exits 0 'started again at once' send
is "$(cat "$scratch/err")" '' 'it leaves the server alone'
start_sink </dev/null
advance_clock 300
exits 0 'the server is back' send
is "$(copies_of ann)" 4 'all is sent'

start <<'END'
drop text 2
END
outbox fill 3 100 ann@x.org
exits 0 'a server that breaks off' send
is "$(outbox count)" 'waiting 2 flying 0 sent 1 refused 0 repeated 0' \
	'ends the run'
advance_clock 300
exits 0 'five minutes later' send
is "$(copies_of ann)" 3 'each copy came once'

start </dev/null
outbox fill 2 100 ann@x.org 'b b@x.org' carol@x.org
exits 0 'an address that cannot be sent' send
is "$(outbox count)" 'waiting 0 flying 0 sent 4 refused 2 repeated 0' \
	'spoils only itself'

start </dev/null
outbox fill 2 100 ann@x.org
outbox claim
exits 0 'after a crash' send
has "$scratch/err" 'recovered chunks=1' 'the chunk in flight is recovered'
is "$(outbox count)" 'waiting 0 flying 0 sent 2 refused 0 repeated 1' \
	'sent, and counted as repeated'

# A stopped sink holds the transaction in flight until we say so.
is_flying() { outbox count | grep -q 'flying 1'; }
start </dev/null
outbox fill 3 100 ann@x.org
kill -STOP "$sink"
trestle-send --site "$site" 2>"$scratch/first" &
first=$!
at_end "$first"
n=0
until is_flying || [ "$n" -ge 1000 ]; do
	n=$((n + 1))
	perl -e 'select undef, undef, undef, 0.01'
done
ok 'a chunk is in flight' is_flying
exits 75 'a second one does not start' send
has "$scratch/err" 'send.lock' 'and says which lock'
kill -TERM "$first"
kill -CONT "$sink"
wait "$first"
is $? 0 'a stopped one ends well'
is "$(outbox count)" 'waiting 2 flying 0 sent 1 refused 0 repeated 0' \
	'behind the transaction in flight'
is "$(copies_of ann)" 1 'which came through'

exits 65 "no site: the operator's mistake" \
	trestle-send --site "$scratch/nowhere"
done_testing
