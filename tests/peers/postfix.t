#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Trestle behind the real Postfix, set up by contrib/postfix/trestle-postfix,
# with the mailboxes of everybody in the real Dovecot.

# shellcheck source=tests/peers/words.sh
. "$TOP_SRCDIR/tests/peers/words.sh"
go_inside

# Postfix waits until main.cf is two seconds old: it is.
age_config() { touch -d '1 minute ago' "$config/main.cf"; }
trestle_postfix() {
	age_config
	"$TOP_SRCDIR/contrib/postfix/trestle-postfix" --config-dir "$config" \
		--site "$site" "$@" >"$scratch/out" 2>"$scratch/notes" &&
		age_config
}
same_as() {
	diff "$1/main.cf" "$config/main.cf" &&
		diff "$1/master.cf" "$config/master.cf"
}

ok 'a machine of our own' make_machine
ok 'a site' make_site
ok 'a Postfix as Debian has it' make_postfix

# -- show, apply, undo --------------------------------------------------------

cp -r "$config" "$scratch/plain"
ok 'show' trestle_postfix show
has "$scratch/out" "+relay_domains = \$trestle_domains" '  a diff of main.cf'
has "$scratch/out" '+trestle    unix' '  a diff of master.cf'
has "$scratch/notes" 'recipient_delimiter is' '  recipient_delimiter is told'
ok '  nothing is changed' same_as "$scratch/plain"

ok 'apply' trestle_postfix apply
cp -r "$config" "$scratch/applied"
ok 'apply again' trestle_postfix apply
has "$scratch/notes" 'nothing to change' '  says so'
ok '  changes nothing' same_as "$scratch/applied"
ok 'undo' trestle_postfix undo
ok '  everything as it was' same_as "$scratch/plain"
not_ok '  and nothing left over' test -e "$config/trestle-before"

ok 'apply anew' trestle_postfix apply
ok 'somebody changes something else' postconf -e \
	"relay_domains = \$trestle_domains, later.example" 'biff = yes'
age_config
ok 'undo' trestle_postfix undo
is "$(postconf -h relay_domains biff | tr '\n' ' ')" 'later.example yes ' \
	'  his changes stay'
lacks "$config/main.cf" trestle_ '  and ours are gone from main.cf'
lacks "$config/master.cf" trestle-hook '  and from master.cf'
cp "$scratch/plain/main.cf" "$scratch/plain/master.cf" "$config"

postconf -e "mydestination = $domain"
not_ok 'a domain that Postfix delivers itself' trestle_postfix apply
has "$scratch/notes" 'stands in mydestination' '  is told'
cp "$scratch/plain/main.cf" "$config"
ok 'apply for good' trestle_postfix apply

start_dovecot
start_postfix
start_serve

is "$(echo EHLO client.test | talk 127.0.0.1 | grep -c XVERP)" 1 \
	'Trestle is offered XVERP'

# -- who is there -------------------------------------------------------------

is "$(rcpt "$outside" acme@)" '250 2.1.5 Ok' 'a list is known'
is "$(rcpt "$outside" ACME@)" '250 2.1.5 Ok' 'in capitals as well'
is "$(rcpt "$outside" nobody@)" "550 5.1.1 <nobody@$domain>: Recipient \
address rejected: No such address" 'an unknown address is refused'
is "$(rcpt "$outside" acme+x@)" "550 5.1.1 <acme+x@$domain>: Recipient \
address rejected: No such address" 'an extension is not folded'
is "$(rcpt "$outside" bounces+abc@)" '250 2.1.5 Ok' 'any bounce token'
is "$(rcpt "$outside" c-abc@)" '250 2.1.5 Ok' 'any answer token'
is "$(rcpt "$outside" sam)" '250 2.1.5 Ok' \
	'mail for others is not our business'
is "$(rcpt "$outside" sam@nowhere.example | cut -c 1-7)" '454 4.7' \
	'nor is relaying'

# One session lives on while a list is made.
talk "$outside" >"$scratch/said" <<-END
	EHLO client.test
	MAIL FROM:<sam@elsewhere.example>
	RCPT TO:<gamma@$domain>
	!trestle list add gamma --mixed --purpose 'Gamma is new.' >$scratch/out
	RCPT TO:<gamma@$domain>
	QUIT
END
is "$(sed -n '/^C: RCPT/,$s/^S: \([0-9]*\).*/\1/p' "$scratch/said" |
	tr '\n' ' ')" '550 250 221 ' 'a new list is known at once'

# -- an outside session learns nothing about the inside -----------------------

# probe LOCAL [FROM-IP]: all that can be asked about it, with the address
# struck out.
probe() {
	talk "${2:-$outside}" <<-END | sed "s/$1/ADDRESS/g"
		EHLO client.test
		MAIL FROM:<sam@elsewhere.example>
		VRFY $1@$inside
		VRFY <$1@$inside>
		EXPN $1@$inside
		RCPT TO:<$1@$inside>
		RCPT TO:<$1@$inside> NOTIFY=SUCCESS,FAILURE
		RCPT TO:<"$1"@$inside>
		RCPT TO:<$1@$inside.>
		RCPT TO:<$1%$inside@$domain>
		RCPT TO:<$1%$inside@mx.example.net>
		RCPT TO:<@mx.example.net:$1@$inside>
		DATA
		RSET
		MAIL FROM:<>
		RCPT TO:<$1@$inside>
		RSET
		MAIL FROM:<alice@example.com> SIZE=1000
		RCPT TO:<$1@$inside>
		QUIT
	END
}
probe nobody >"$scratch/nobody"
is "$(grep -c '^S: 550 5.1.1 <ADDRESS@' "$scratch/nobody")" 9 \
	'the inside is refused from outside'
lacks "$scratch/nobody" 'S: 250 2.1.5' '  whatever is tried'
for local in acme engineering acme-owner engineering-request c-abc; do
	probe "$local" >"$scratch/probe"
	ok "  $local looks as nobody does" \
		cmp "$scratch/nobody" "$scratch/probe"
done
probe nobody 127.0.0.1 >"$scratch/nobody"
probe acme 127.0.0.1 >"$scratch/probe"
ok '  from mynetworks without a submitter too' \
	cmp "$scratch/nobody" "$scratch/probe"

# -- both sides, through everything -------------------------------------------

ok 'claire writes, from outside' post_as claire acme@ <<-END
	To: acme@$domain
	Subject: When does it ship?
	Message-ID: <ask@client.example>

	We would like to know.
END
for name in alice bob claire; do
	expect_mail_to "$name" 'We would like to know.'
done
is "$(sed -n 's/^Return-Path: <\(bounces+\).*/\1/p' "$got")" 'bounces+' \
	'  its envelope sender is a bounce address'
expect_settled 'in 1 = posted 1'

ok 'bob writes to the inside, by submission' submit_as bob acme@internal <<-END
	To: acme@$inside
	Subject: Re: When does it ship?
	In-Reply-To: <ask@client.example>
	Message-ID: <inner@example.com>

	Not before June.
END
expect_mail_to alice 'Not before June.'
expect_mail_to bob 'Not before June.'
expect_settled 'in 2 = posted 2'
expect_no_mail_to claire

login=bob@example.com
ok 'bob answers, logged in by his address' submit_as bob acme@ <<-END
	To: acme@$domain
	Subject: Re: When does it ship?
	In-Reply-To: <inner@example.com>
	References: <ask@client.example> <inner@example.com>
	Message-ID: <answer@example.com>

	We shall tell you.
END
login=
for name in alice bob claire; do
	expect_mail_to "$name" 'We shall tell you.'
done
lacks "$got" 'inner@' '  and claire sees no inner id'
expect_settled 'in 3 = posted 3'

not_ok 'bob mistypes an inner address' submit_as bob acne@internal <<-END
	Subject: A slip

	No.
END
has "$scratch/swaks" "550 5.1.1 <acne@$inside>" '  and is told at once'

# -- holds --------------------------------------------------------------------

ok 'a stranger writes' post_as sam acme@ <<-END
	To: acme@$domain
	Subject: A question
	Message-ID: <stranger@elsewhere.example>

	May I join in?
END
expect_mail_to alice 'is not a member of the list'
expect_settled 'in 4 = posted 3 \+ held 1'
expect_no_mail_to bob claire
ok 'alice answers with one word' answer_as alice accept
for name in alice bob claire; do
	expect_mail_to "$name" 'May I join in?'
done
expect_mail_to sam 'Your message was sent to the list.'
expect_settled 'held 0 \+ answered 1'

ok 'somebody writes as bob, without his password' post_as bob acme@ <<-END
	To: acme@$domain
	Subject: Prices
	Message-ID: <forged@example.com>

	All is free today.
END
expect_mail_to bob 'nothing proves that you wrote it'
expect_settled 'held 1'
expect_no_mail_to alice claire
ok 'bob says no' answer_as bob no
expect_settled 'held 0'
expect_no_mail_to alice claire

# -- Trestle stopped ----------------------------------------------------------

ok 'the manager stops' stop_serve
ok 'alice writes to both sides' submit_as alice acme@internal,acme@ <<-END
	To: acme@$inside, acme@$domain
	Subject: June
	Message-ID: <both@example.com>

	June it is.
END
queue_id=$(sed -n 's/.*queued as //p' "$scratch/swaks" | tr -d '\r')
wait_until '  Postfix hands it over' grep -q "$queue_id: removed" "$log/mail"
is "$(grep -c "$queue_id: to=.*(delivered via trestle service)" \
	"$log/mail")" 2 '  for both'
is "$(find "$site/spool/new" -type f | wc -l)" 1 \
	'  one message for both domains is one entry'
start_serve
expect_mail_to bob 'June it is.'
expect_mail_to alice 'The client does not have it yet.'
ok '  alice says yes' answer_as alice yes
expect_mail_to claire 'June it is.'
expect_mail_to alice 'June it is.'
expect_settled 'held 0'

# -- the hook fails -----------------------------------------------------------

ok 'the manager stops again' stop_serve
talk "$outside" >"$scratch/said" <<-END
	EHLO client.test
	MAIL FROM:<claire@client.example>
	RCPT TO:<acme@$domain>
	!mv $site $site.away
	DATA
	From: Claire <claire@client.example>
	To: acme@$domain
	Subject: Lost?
	Message-ID: <lost@client.example>

	Is this lost?
	.
	QUIT
END
has "$scratch/said" 'S: 250 2.0.0 Ok: queued' \
	'the site is away, and Postfix takes a mail'
wait_until '  it stays in the queue' grep -q \
	"to=<acme@$domain>.*status=deferred" "$log/mail"
is "$(rcpt "$outside" acme@ | cut -c 1-9)" '451 4.3.5' \
	'  the next one stays with its sender'
is "$(rcpt "$outside" sam)" '250 2.1.5 Ok' '  other mail is not hindered'
mv "$site.away" "$site"
start_serve
ok '  the site is back, the queue is flushed' postqueue -f
for name in alice bob claire; do
	expect_mail_to "$name" 'Is this lost?'
done

# -- a large message, byte for byte -------------------------------------------

perl -e 'srand 1; for (1 .. 100_000) {
	print pack("C*", map { 160 + int rand 90 } 1 .. 1 + rand 120), "\n" }' \
	>"$scratch/body"
{
	cat <<-END
		To: acme@$domain
		Subject: Large
		Message-ID: <large@client.example>
		MIME-Version: 1.0
		Content-Type: text/plain; charset=iso-8859-1
		Content-Transfer-Encoding: 8bit

	END
	cat "$scratch/body"
} >"$scratch/large"
ok 'claire sends 6 MB of eight bits' post_as claire acme@ <"$scratch/large"
expect_mail_to bob 'Subject: Large'
sed '1,/^$/d' "$got" >"$scratch/got"
ok '  its body comes through untouched' cmp "$scratch/body" "$scratch/got"
expect_mail_to alice 'Subject: Large'
expect_mail_to claire 'Subject: Large'

# -- internal_from_outside = accept -------------------------------------------

ok 'the manager stops once more' stop_serve
sed -i '/^internal_from_outside/d' "$site/trestle.conf"
echo 'internal_from_outside = accept' >>"$site/trestle.conf"
start_serve
wait_until 'the inside is open' grep -q 'from_outside accept' "$site/addresses"
probe nobody >"$scratch/nobody"
is "$(rcpt "$outside" nobody@internal)" '250 2.1.5 Ok' '  to every address'
for local in acme engineering c-abc; do
	probe "$local" >"$scratch/probe"
	ok "  $local looks as nobody does" \
		cmp "$scratch/nobody" "$scratch/probe"
done
for local in engineering nobody; do
	ok "sam writes to $local inside" post_as sam "$local@internal" <<-END
		To: $local@$inside
		Subject: From outside
		Message-ID: <$local@elsewhere.example>

		Hello, $local.
	END
done
expect_mail_to erin 'Hello, engineering.'
expect_settled '1  visitor without list'
expect_no_mail_to sam

# -- the end ------------------------------------------------------------------

is "$(grep -c 'status=bounced' "$log/mail")" 0 'nothing was returned'
grep -E ' (warning|error|fatal|panic): ' "$log/mail" >"$scratch/warnings"
is "$(grep -c . "$scratch/warnings")" 0 'Postfix warns of nothing' ||
	note 'it says:' "$scratch/warnings"
ok 'doctor finds nothing' trestle doctor
done_testing
