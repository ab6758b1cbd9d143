#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Import, search and export: what people find, what they never find, and what
# hostile files do.

# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

site=$scratch/site
export TRESTLE_SITE="$site"
set_clock 1700000000
make_site() {
	trestle init "$site" --domain lists.example.com &&
		trestle list add acme --mixed --purpose 'Acme ships.' &&
		trestle list add engineering --internal --purpose 'We build.' &&
		trestle member add acme claire@client.example --side client \
			--name Claire
}
ok 'a site' make_site

# message ID SUBJECT TEXT [DATE]: one mbox entry.
message() {
	printf 'From x@y.example Mon Jun  3 16:20:49 2019\n'
	printf 'From: Claire <claire@client.example>\n'
	printf 'Date: %s\n' "${4:-Mon, 3 Jun 2019 16:20:49 +0000}"
	printf 'Message-ID: <%s@client.example>\nSubject: %s\n' "$1" "$2"
	printf 'Content-Type: text/plain; charset=utf-8\n\n%s\n\n' "$3"
}

# finds VIEW N NAME WORD...
finds() {
	finds_view=$1
	finds_n=$2
	finds_name=$3
	shift 3
	trestle search "$finds_view" "$@" >"$scratch/found" 2>"$scratch/err"
	is "$?:$(wc -l <"$scratch/found")" "0:$finds_n" "$finds_name"
}

# says TEXT NAME: in what went to standard error.
says() { has "$scratch/err" "$1" "$2"; }

# -- search -------------------------------------------------------------------

{
	message 1 'The pump' "L'étude de la pompe est finie." \
		'Mon, 2 Jan 2023 10:00:00 +0000'
	message 2 'Re: The pump' 'Delivery of the pump is late.

> gibberish quoted here' 'Tue, 3 Jan 2023 10:00:00 +0000'
	message 3 'A draft' 'A draft of the pump contract' \
		'Wed, 1 Feb 2023 10:00:00 +0000'
} >"$scratch/shared.mbox"
message 4 'Inside' 'The margin of the pump is zorgle percent.' \
	'Thu, 2 Feb 2023 10:00:00 +0000' >"$scratch/inside.mbox"
exits 0 'import' trestle import acme "$scratch/shared.mbox"
has "$scratch/out" '3 posted, 0 there already, 0 bad' 'it says how many'
exits 0 'import inside' trestle import acme "$scratch/inside.mbox" --internal
exits 0 'import into an internal list' \
	trestle import engineering "$scratch/inside.mbox"

finds acme.client 3 'a word' pump
finds acme.client 1 'two words' pump late
finds acme.client 1 'a phrase' 'delivery of the pump'
finds acme.client 0 'not as a phrase' 'pump the of delivery'
says 'nothing found' 'it says so'
finds acme.client 1 'quotes in one operand' '"pump is late" -draft'
finds acme.client 2 'not' pump -draft
finds acme.client 1 'without accents' etude
finds acme.client 1 'with accents' étude
finds acme.client 1 'with others' ÈTUDE
finds acme.client 3 'from the name' from:claire
finds acme.client 3 'from the address' from:client.example
finds acme.client 2 'subject' subject:pump
finds acme.client 1 'prefix' 'deliv*'
finds acme.client 1 'quoted words' gibberish
finds acme.client 1 'after a month' pump after:2023-02
finds acme.client 2 'before a day' pump before:2023-02-01
finds acme.client 1 'between' pump after:2023-01-03 before:2023-01-04
finds acme.client 2 'limit' --limit 2 pump
is "$(trestle search acme.client pump | cut -f 4)" 'A draft
Re: The pump
The pump' 'newest first'
finds acme.client 0 'another list' pump list:engineering
finds company 1 'all that is open' zorgle
finds acme.internal 2 'both lists inside' zorgle
finds acme.internal 1 'one of them' zorgle list:ACME
is "$(cut -f 6 "$scratch/found")" inside 'marked as inside'
finds acme.client 0 'inner words never outside' zorgle
finds acme.client 0 'nor by their beginning' 'zorg*'
finds acme.client 0 'nor by their subject' subject:inside
finds acme.client 0 'nor in a phrase' 'margin of the pump'

trestle search acme.client 'contract*' --json >"$scratch/json"
ok 'JSON, with the name by the id' perl -MJSON::PP -MDigest::SHA=sha256 -e '
	local $/;
	my $hits = decode_json(<STDIN>);
	my @letters = ("a" .. "z", 2 .. 7);
	my $name = join "", map { $letters[oct "0b$_"] }
	    unpack("B130", sha256("3\@client.example")) =~ /(.{5})/g;
	exit !(@$hits == 1 && $hits->[0]{name} eq $name &&
	    $hits->[0]{subject} eq "A draft" && !$hits->[0]{inside} &&
	    $hits->[0]{date} eq "2023-02-01T10:00:00Z");' <"$scratch/json"

exits 65 'an open quote' trestle search acme.client '"pump'
says 'character 1: this quote is never closed' 'it says where'
exits 65 'an unknown field' trestle search acme.client form:claire
says "there is no 'form:'" 'it says which'
exits 65 'a date that is none' trestle search acme.client pump after:2023-02-30
says 'takes a date such as' 'it says what is one'
exits 65 'a short prefix' trestle search acme.client 'pu*'
exits 65 'only not' trestle search acme.client -pump
exits 64 'a limit that is none' trestle search acme.client pump --limit x
exits 64 'nothing to find' trestle search acme.client
exits 66 'no such view' trestle search acme.outside pump
says 'there is no view' 'it says so'
exits 0 'the syntax of FTS5 is text' trestle search acme.client \
	'pump) OR own:(x' 'NEAR(a b)' 'a^b'

# -- import -------------------------------------------------------------------

exits 0 'import again' trestle import acme "$scratch/shared.mbox"
has "$scratch/out" '0 posted, 3 there already, 0 bad' 'nothing is there twice'
finds acme.client 3 'still three' pump
cat "$scratch/shared.mbox" "$scratch/shared.mbox" >"$scratch/twice"
sed 's/@client.example>$/@twice.example>/' "$scratch/twice" >"$scratch/twice2"
exits 0 'the same twice in one file' trestle import acme "$scratch/twice2"
has "$scratch/out" '3 posted, 3 there already, 0 bad' 'is posted once'

mkdir -p "$scratch/maildir/cur" "$scratch/maildir/new" "$scratch/maildir/tmp"
message 21 'Maildir one' 'first of the frobs' | sed 1d \
	>"$scratch/maildir/cur/1100000000.a:2,S"
message 22 'Maildir two' 'second of the frobs' | sed 1d \
	>"$scratch/maildir/new/1200000000.b"
: >"$scratch/maildir/new/1200000001.empty"
mkdir "$scratch/maildir/cur/1300000000.folder"
exits 0 'a Maildir' trestle import acme "$scratch/maildir"
has "$scratch/out" '2 posted, 0 there already, 2 bad' 'both folders of it'
says 'new/1200000001.empty: it has no header' 'what is bad is named'
says 'cur/1300000000.folder: it is no file' 'so is what is no file'
is "$(trestle search acme.client frobs | cut -f 4 | tr '\n' ,)" \
	'Maildir two,Maildir one,' 'in the order of delivery'
exits 65 'a folder that is no Maildir' trestle import acme "$scratch"

# accepted SUBJECT: when the post was accepted, by the From_ line of an export.
accepted() {
	trestle export acme.client | perl -ne '
		$from = $1 if /^From trestle (.*)/;
		print "$from\n" if $_ eq "Subject: $ENV{WANTED}\n"'
}
{
	message 31 'no date' 'x' | sed '/^Date:/d'
	message 32 'ancient' 'x' 'Mon, 3 Jun 1980 16:20:49 +0000'
	message 33 'future' 'x' 'Mon, 3 Jun 2047 16:20:49 +0000'
	message 34 'its own' 'x' 'Tue, 4 Jun 2019 16:20:49 +0000'
} >"$scratch/dates"
exits 0 'odd dates' trestle import acme "$scratch/dates"
is "$(WANTED='no date' accepted)" 'Mon Jun 03 16:20:49 2019' 'of the store'
is "$(WANTED=ancient accepted)" 'Mon Jan 01 00:00:00 1990' 'not before 1990'
is "$(WANTED=future accepted)" 'Tue Nov 14 22:13:20 2023' 'not after now'
is "$(WANTED='its own' accepted)" 'Tue Jun 04 16:20:49 2019' 'its own date'

exits 0 'nothing is sent' trestle status
has "$scratch/out" 'outbox  0 recipients wait' 'the outbox is empty'
has "$scratch/out" 'imported' 'the count knows it'
exits 0 'the count is even' trestle doctor

exits 65 'no such list' trestle import nolist "$scratch/shared.mbox"
says "there is no list 'nolist'" 'it says so'
exits 75 'no such file' trestle import acme "$scratch/nofile"
exits 64 'no file' trestle import acme

# -- hostile files ------------------------------------------------------------

# bad FILE N_POSTED N_BAD NAME
bad() {
	exits 0 "$4" trestle import acme "$1"
	has "$scratch/out" ": $2 posted, 0 there already, $3 bad" "$4: counted"
}

printf 'Hello,\nthis is no mbox.\n' >"$scratch/none"
bad "$scratch/none" 0 1 'no From_ line'
says 'is this an mbox file?' 'it says so'
: >"$scratch/empty"
bad "$scratch/empty" 0 0 'an empty file'
head -c 100000 /dev/zero >"$scratch/zero"
bad "$scratch/zero" 0 1 'only NULs'
{
	message 41 'NULs' 'before' | tr 'f' '\000'
	message 42 'after NULs' 'x'
} >"$scratch/nuls"
bad "$scratch/nuls" 2 0 'NULs in the header'
{
	printf 'From x Mon Jun  3 16:20:49 2019\nMessage-ID: <43@x>\n'
	printf 'Subject: NUL in the body\n\na\000b quuxly\n\n'
} >"$scratch/nul"
bad "$scratch/nul" 1 0 'a NUL in the body'
message 44 'cut off' 'the last words are lost' | head -c 220 >"$scratch/cut"
bad "$scratch/cut" 1 0 'cut off'
{
	message 45 'before' 'x'
	printf 'From x Mon Jun  3 16:20:49 2019\nSubject: long\nTo: '
	head -c 300000 /dev/zero | tr '\0' g
	printf '\n\nx\n\n'
	message 46 'behind' 'x'
} >"$scratch/bounds"
bad "$scratch/bounds" 2 1 'a field out of bounds'
says "bounds: byte $(message 45 before x | wc -c) (From x Mon" 'its place'
{
	message 47 'before' 'x'
	printf 'From x Mon Jun  3 16:20:49 2019\nSubject: one line\n\n'
	perl -e 'my $m = "x" x 1048576; print $m for 1 .. 1024'
	printf '\n\n'
	message 48 'behind' 'x'
} >"$scratch/huge"
bad "$scratch/huge" 2 1 'a line of a gigabyte'
says 'it is larger than' 'it says so'
rm -f "$scratch/huge"

# -- export -------------------------------------------------------------------

for view in acme.client acme.internal company; do
	trestle export "$view" >"$scratch/$view" 2>"$scratch/err"
	is $? 0 "export $view"
done
lacks "$scratch/acme.client" zorgle 'no inner word in the client view'
has "$scratch/acme.internal" zorgle 'but in the internal one'
exits 66 'no such view' trestle export acme.outside
exits 64 'no view' trestle export
trestle list add copy --mixed --purpose 'Again.' >/dev/null
exits 0 'an export comes back' trestle import copy "$scratch/acme.client"
trestle export copy.client >"$scratch/copy"
ok 'as the same posts' cmp "$scratch/copy" "$scratch/acme.client"
{
	printf 'From x Mon Jun  3 16:20:49 2019\nSubject: guards\n\n'
	printf '>From a\n>>From b\n\n'
} >"$scratch/guards"
exits 0 'mboxo' trestle import copy --mboxo "$scratch/guards"
exits 0 'mboxrd' trestle import copy "$scratch/guards"
has "$scratch/out" '1 posted' 'they are two messages'
done_testing
