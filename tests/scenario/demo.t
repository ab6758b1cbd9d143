#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The demonstration tells its story, and the story is true: each person has
# exactly the mails that the sides give.
# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

DEMO_DIR=$scratch/demo
export DEMO_DIR
demo=$TOP_SRCDIR/trestle/demo/run

exits 0 'the story' "$demo" "$TOP_BUILDDIR"

# Which mails of the story a person has, by the numbers of their files.
story_of() {
	for mail in "$TOP_SRCDIR"/trestle/demo/story/*.eml; do
		id=$(sed -n 's/^Message-ID: *//p' "$mail")
		if grep -rqiF "Message-ID: $id" "$DEMO_DIR/mail/$1"; then
			basename "$mail" | cut -c 1-2
		fi
	done | tr '\n' ' '
}

is "$(story_of claire)" '01 06 07 09 10 11 ' 'a client has the shared mails'
is "$(story_of david)" '01 06 07 09 10 11 ' 'and so has the other'
is "$(story_of emma)" '01 02 03 06 07 08 09 10 11 ' \
    'an insider has the inner ones too'
is "$(story_of bob)" '01 02 03 04 05 06 07 08 09 10 11 ' \
    'he of both lists has all'
is "$(story_of farid)" '04 05 ' 'an engineer has the side thread only'
for reader in gilles hanna; do
	is "$(find "$DEMO_DIR/mail/$reader/new" -type f | grep -c .)" 1 \
	    "$reader has one digest and nothing else"
done

for id in b1c7e2d0-alice CA+bob.4471 CA+bob.4475; do
	not_ok "no client's copy names $id" \
	    grep -rqF "$id" "$DEMO_DIR/mail/claire" "$DEMO_DIR/mail/david" \
	    "$DEMO_DIR/mail/gilles" "$DEMO_DIR/site/views/acme.client"
done
not_ok "nothing of a client's names an internal address" \
    grep -rqF internal.lists "$DEMO_DIR/mail/claire" "$DEMO_DIR/mail/david" \
    "$DEMO_DIR/mail/gilles" "$DEMO_DIR/site/views/acme.client"

# shown FROM TO: how many hits stand between two lines of the output.
shown() {
	sed -n "\\#$1#,\\#$2#p" "$scratch/out" | grep -c '^    20'
}
is "$(shown 'search acme.client' 'search acme.internal')" 2 \
    'a client finds two mails'
is "$(shown 'search acme.internal' 'A digest')" 4 \
    'an insider finds two more by the same word'
has "$scratch/out" 'to gilles: acme digest, 04 Nov 2026: 2 conversations' \
    'the digest is of the time of the story'
not_ok 'no line is longer than 80 columns' \
    sh -c "grep -v '/demo/' '$scratch/out' | grep -q '.\{81\}'"

# sound: each site that was built has whole pages, all linked.
sound() {
	for view in "$DEMO_DIR"/site/views/*; do
		ok "${view##*/} is sound" \
		    perl "$TOP_SRCDIR/tests/web/check-site" "$view"
	done
}
sound
is "$(find "$DEMO_DIR/site/views" -mindepth 1 -maxdepth 1 | grep -c .)" 4 \
    'each view has its site'
for side in client internal; do
	page=$(sed -n "s#^  file://\\(.*/acme\\.$side/.*\\)#\\1#p" "$scratch/out")
	ok "the page to open is there: $side" test -f "$page"
done

has "$scratch/out" \
    'in 14 = posted 11 + held 0 + answered 2 + filed 1' 'the count equation'
lacks "$DEMO_DIR/doctor" BAD 'the site is well'

exits 0 'once more' "$demo" "$TOP_BUILDDIR"
rm "$DEMO_DIR/made-by-trestle-demo"
exits 1 'a folder that is not ours stays' "$demo" "$TOP_BUILDDIR"
has "$scratch/err" 'is not ours' 'with a word'
rm -rf "$DEMO_DIR"

cat >"$scratch/mbox" <<'END'
From ann@client.example Mon Nov  2 09:00:00 2026
From: Ann <ann@client.example>
To: someone@example.net
Subject: hello
Message-ID: <1@client.example>
Date: Mon, 02 Nov 2026 09:00:00 +0000

>From here it looks well.

From ben@example.com Mon Nov  2 09:10:00 2026
From: Ben <ben@example.com>
Subject: Re: hello
Message-ID: <2@example.com>
In-Reply-To: <1@client.example>
Date: Mon, 02 Nov 2026 09:10:00 +0000

From here too.
END
sed -i 's/^From here too/>From here too/' "$scratch/mbox"
exits 0 'an mbox' "$demo" "$TOP_BUILDDIR" "$scratch/mbox"
has "$scratch/out" '2 mails of 2 authors' 'is read'
has "$scratch/out" 'in 2 = posted 2' 'and posted'
is "$(find "$DEMO_DIR/mail/outside-1/new" -type f | grep -c .)" 2 \
    'its readers have it'
has "$scratch/out" 'search replay.client hello' 'one search is shown'
is "$(grep -c '^    20' "$scratch/out")" 2 'and finds both'
has "$scratch/out" 'views/replay.client/index.html' 'its pages can be opened'
sound
ok 'with its From line' grep -rq '^From here too' "$DEMO_DIR/mail/outside-1"

done_testing
