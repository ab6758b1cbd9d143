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
for check in settings database counts files addresses disk spool outbox \
    index pages; do
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
    sed 's/^addresses .*/addresses 9/' >addresses
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

# Posts against pages and index.
post() {
	printf 'From: Alice <alice@example.com>\nSubject: %s\nMessage-ID: <%s@example.com>\n\n%s\n' \
	    "$1" "$1" "$2" >letter
	trestle-hook --site site --sender alice@example.com \
	    --submitter alice@example.com "$3" <letter &&
	    trestle deliver >deliver.out 2>&1
}
domain=lists.example.com
ok 'a shared post' post shared 'Hydrangea blooms.' "acme@$domain"
ok 'an internal one' post inner 'Rhododendron wilts.' \
    "acme@internal.$domain"
exits 0 'pages' trestle web
exits 0 'all is well' trestle doctor
has out 'ok   index      2 posts, all found by search' 'the index is whole'
has out 'ok   pages      acme.client: 1 permalinks' 'the pages of clients are'
has out 'ok   pages      acme.internal: 2 permalinks' 'and those inside'

ok 'another' post later 'Later.' "acme@$domain"
exits 0 'pages that are behind are no fault' trestle doctor
has out "acme.client: 1 changes not yet on pages: run 'trestle web'" \
    'but are told'
exits 0 'pages' trestle web
exits 0 'they are not behind' trestle doctor
lacks out 'not yet on pages' 'any more'

client=site/views/acme.client
shared=$(grep -l Hydrangea $client/m/*)
inner=$(grep -l Rhododendron site/views/acme.internal/m/*)
rm "$shared"
see 'a permalink that is gone' 'web --full acme.client'
has bad "as m/${shared##*/}" 'and is named'
trestle web --full >/dev/null
exits 0 'all is written again' trestle doctor

for folder in m c a; do
	mkdir -p "$client/$folder"
	cp "$inner" "$client/$folder/"
	see "an inner page in a client's $folder" "$folder/${inner##*/}"
	rm "$client/$folder/${inner##*/}"
done
cp "$inner" $client/inner.html
see "one in a client's docroot" 'client/inner.html'
rm $client/inner.html
mkdir $client/list/secret
see 'a list that the view does not have' 'client/list/secret'
trestle web --full >/dev/null
exits 0 'a full build removes it' trestle doctor

mv site/state/web-acme.client web-state
see 'pages without their builder'\''s state' "run 'trestle web acme.client'"
sed 's/^mark .*/mark 1000000/' web-state >site/state/web-acme.client
see 'a database older than its pages' 'from a later state of the database'
trestle web --full >/dev/null
mkdir site/views/nobody.client
see 'a docroot of no view' 'no view has this name'
rmdir site/views/nobody.client
(
	flock 9 && trestle doctor >out 2>err
) 9>site/state/web.lock
has out 'a builder is at work' 'a builder at work is not disturbed'

if ! command -v sqlite3 >/dev/null 2>&1; then
	note 'no sqlite3: faults inside the database are not tried'
else
	sqlite3 site/trestle.db "UPDATE post SET is_indexed = 0;
	    INSERT INTO text_shared (text_shared) VALUES ('delete-all');
	    INSERT INTO text_internal (text_internal) VALUES ('delete-all')"
	see 'posts that the index lacks' '3 posts are not found by search'
	trestle search acme.client Hydrangea >out 2>err
	has err 'nothing found' 'so it is'
	exits 0 'repaired' trestle doctor --repair
	has out 'ok   index      3 more posts found by search' 'which is told'
	trestle search acme.client Hydrangea >out 2>err
	has out shared 'it is found again'
	trestle search acme.internal Rhododendron >out 2>err
	has out inner 'so is the inner one'
	trestle search acme.client Rhododendron >out 2>err
	has err 'nothing found' 'which clients do not find'
	exits 0 'it stays so' trestle doctor
	has out 'ok   index      3 posts, all found' 'all are found'

	sqlite3 site/trestle.db "INSERT INTO intake
	    (spool_name, received_s, sender, raw_hash, message_id, n_recipients)
	    VALUES ('x', 1, '', x'00', NULL, 1)"
	see 'a recipient without an outcome' 'has one outcome'
	sqlite3 site/trestle.db "INSERT INTO disposition
	    (intake_id, recipient, outcome, reason)
	    SELECT max(id), 'acme@lists.example.com', 4, 'test' FROM intake"
	exits 0 'with one it is well' trestle doctor
	exits 0 'status' trestle status
	has out 'in 4 = posted 3 + held 0 + answered 0 + filed 0 + set aside 1' \
	    'counts it'
	sqlite3 site/trestle.db "UPDATE disposition SET outcome = 1
	    WHERE outcome = 4"
	exits 78 'held without a hold, and not stored' trestle doctor
	is "$(grep -c '^BAD' out)" 2 'are two faults'
fi

rm -f site/trestle.db site/trestle.db-*
exits 78 'no database' trestle doctor
has out 'restore it from a backup' 'names the remedy'

done_testing
