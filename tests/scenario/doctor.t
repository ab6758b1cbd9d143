#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `trestle doctor`: a whole site is well, and each fault is seen and named.
# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

cd "$scratch" || exit 1
TRESTLE_SITE=$scratch/site
export TRESTLE_SITE

trestle init site --domain lists.example.com >/dev/null
trestle list add acme --mixed --purpose 'Acme and we.' >/dev/null
trestle member add acme alice@example.com --side internal --role owner \
    >/dev/null

exits 0 'a new site is well' trestle doctor
lacks out BAD 'no line is bad'
for check in settings database counts files addresses disk spool outbox; do
	has out "ok   $check" "$check is checked"
done

# see NAME TEXT: one fault is told, with exit 78.
see() {
	exits 78 "$1" trestle doctor
	grep '^BAD' out >bad
	has bad "$2" "$1: is told"
	is "$(grep -c . bad)" 1 "$1: nothing else is bad"
}

chmod 644 site/key
see 'a key that others can read' 'chmod 600'
exits 0 'repaired' trestle doctor --repair
is "$(stat -c %a site/key)" 600 'the mode is'
exits 0 'and stays so' trestle doctor

grep -v '^acme@lists' site/addresses |
    sed 's/^addresses .*/addresses 8/' >addresses
cat addresses >site/addresses
see 'an address that the hook does not know' 'acme@lists.example.com'
exits 0 'repaired' trestle doctor --repair
has site/addresses 'acme@lists.example.com' 'the map has it again'

echo garbage >site/addresses
see 'a damaged address map' "'trestle doctor --repair'"
trestle doctor --repair >/dev/null

echo 'max_message_bytes = 1M' >>site/trestle.conf
see 'a limit that the hook does not know' 'max_message_bytes'
trestle doctor --repair >/dev/null

echo 'max_mesage_bytes = 1M' >>site/trestle.conf
exits 65 'a mistake in the settings' trestle doctor
has err 'trestle.conf:' 'is told with the file'
sed -i '$d' site/trestle.conf

rmdir site/spool/new
exits 78 'a folder that is gone' trestle doctor
has out 'site/spool/new' 'is named'
mkdir -m 700 site/spool/new

aside=site/spool/aside/01795435836102303449.00006d2e.74f8d6526476a16a
(umask 077 && echo >$aside)
see 'a message set aside' 'site/spool/aside'
rm $aside

if ! command -v sqlite3 >/dev/null 2>&1; then
	note 'no sqlite3: faults inside the database are not tried'
else
	sqlite3 site/trestle.db "INSERT INTO intake
	    (spool_name, received_s, sender, raw_hash, message_id, n_recipients)
	    VALUES ('x', 1, '', x'00', NULL, 1)"
	see 'a recipient without an outcome' 'has one outcome'
	sqlite3 site/trestle.db "INSERT INTO disposition
	    (intake_id, recipient, outcome, reason)
	    VALUES (1, 'acme@lists.example.com', 4, 'test')"
	exits 0 'with one it is well' trestle doctor
	exits 0 'status' trestle status
	has out 'in 1 = posted 0 + held 0 + answered 0 + filed 0 + set aside 1' \
	    'counts it'
	sqlite3 site/trestle.db "UPDATE disposition SET outcome = 1"
	exits 78 'held without a hold, and not stored' trestle doctor
	is "$(grep -c '^BAD' out)" 2 'are two faults'
fi

rm -f site/trestle.db site/trestle.db-*
exits 78 'no database' trestle doctor
has out 'restore it from a backup' 'names the remedy'

done_testing
