#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command: front, init, list, member, status.
# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

cd "$scratch" || exit 1

# -- the front ----------------------------------------------------------------

exits 64 'alone it shows what it can do, as misuse' trestle
has out '  doctor ' 'the table has a line a subcommand'
exits 0 'help' trestle help
for sub in init list member serve deliver status doctor; do
	has out "  $sub " "help names $sub"
	exits 0 "help $sub" trestle help "$sub"
	has out "usage: trestle $sub" "help $sub is its usage"
	exits 0 'help again' trestle help
done
exits 0 '--version' trestle --version
exits 64 'a near miss' trestle stauts
has err "did you mean 'status'?" 'is told what was meant'
exits 64 'nothing near' trestle frobnicate
has err "'trestle help' shows them all" 'is told where to look'
exits 64 'help for what is not there' trestle help lsit
has err "did you mean 'list'?" 'suggests as well'
mkdir empty
exits 69 'a program that is not there' \
    env TRESTLE_LIBEXEC="$scratch/empty" trestle status
has err "$scratch/empty/trestle-admin" 'is named'

# -- init ---------------------------------------------------------------------

exits 64 'init without a folder' trestle init --domain lists.example.com
exits 64 'init without a domain' trestle init site
exits 64 'domain and prefix of the inside' trestle init site \
    --domain a.example --internal-domain b.example --internal-prefix i-
mkdir -m 755 open
exits 65 'a folder that others can read' trestle init open --domain a.example
has err 'chmod 700 open' 'is told with the remedy'
exits 65 'one domain for both sides' trestle init site \
    --domain a.example --internal-domain a.example
has err 'internal_domain is the same as domain' 'is refused with the reason'
not_ok 'and leaves no site behind' test -e site/trestle.conf
exits 65 'the inner half of a domain' trestle init site \
    --domain 'a b' --internal-domain i.example
exits 64 'two lines in a setting' trestle init site --domain 'a.example
owner = x@example.com'
exits 0 'init' trestle init site --domain lists.example.com \
    --submission-domain example.com --owner op@example.com
has out "export TRESTLE_SITE=$(cd site && pwd -P)" 'tells what to type next'
is "$(stat -c %a site)" 700 'the folder is closed to others'
is "$(find site -perm /077 ! -type l)" '' 'and all that is in it'
has site/trestle.conf 'domain = lists.example.com' 'what was chosen is set'
has site/trestle.conf 'internal_domain = internal.lists.example.com' \
    'the internal domain is made from it'
has site/trestle.conf '#smtp_server = 127.0.0.1:25' \
    'what was not stands as its default'
is "$(awk 'length > 80' site/trestle.conf)" '' 'no line is too long'
exits 65 'init once more' trestle init site --domain lists.example.com
has err 'site/trestle.conf: is there already' 'names the file that it found'
has site/trestle.conf 'owner = op@example.com' 'and leaves it alone'

sed -n 's/^#\{0,1\}\([a-z_]*\) =.*/\1/p' site/trestle.conf |
    sort -u >names
while read -r name; do
	has "$TOP_SRCDIR/man/trestle.conf.5" ".It Cm $name" \
	    "the manual has $name"
done <names

exits 65 'a site that is not there' trestle list --site nowhere
has err 'trestle init' 'names the remedy'
TRESTLE_SITE=$scratch/site
export TRESTLE_SITE

# -- lists --------------------------------------------------------------------

exits 0 'no list' trestle list
has out 'trestle list add' 'tells how to make one'
exits 64 'a list of no kind' trestle list add acme --purpose x
exits 64 'a list without a purpose' trestle list add acme --mixed
exits 64 'two lines of purpose' trestle list add acme --mixed --purpose 'a
b'
exits 64 'open and closed' trestle list add acme --mixed --purpose x \
    --open --closed
exits 65 'a reserved name' trestle list add trestle --mixed --purpose x
exits 65 'a name that ends like a function' \
    trestle list add acme-owner --mixed --purpose x
exits 0 'a mixed list' trestle list add ACME --mixed --purpose 'Acme and we.'
has out 'acme@lists.example.com' 'tells where both sides read'
has out 'acme@internal.lists.example.com' 'and where insiders do'
exits 65 'the same again' trestle list add acme --internal --purpose x
exits 0 'an internal list' \
    trestle list add eng --internal --purpose 'How we build.'
lacks out 'eng@lists.example.com' 'has no shared address'
exits 0 'list' trestle list
has out 'Acme and we.' 'shows the purpose'
exits 0 'show' trestle list show acme
has out 'closed to all others' 'a mixed list is closed inside'
exits 0 'show the other' trestle list show eng
has out 'open to every insider' 'an internal list is open inside'
exits 65 'show what is not there' trestle list show nobody
has err "there is no list 'nobody'" 'names it'
exits 64 'a verb that is not there' trestle list shwo acme
has err "did you mean 'show'?" 'suggests one'

# The addresses of DESIGN.md 4, no more, no fewer.
cat >want <<'END'
acme-join@lists.example.com
acme-leave@lists.example.com
acme-owner@lists.example.com
acme-request@lists.example.com
acme@internal.lists.example.com
acme@lists.example.com
eng-join@internal.lists.example.com
eng-leave@internal.lists.example.com
eng-owner@internal.lists.example.com
eng-request@internal.lists.example.com
eng@internal.lists.example.com
keep@lists.example.com
postmaster@internal.lists.example.com
postmaster@lists.example.com
trestle@lists.example.com
END
grep @ site/addresses | LC_ALL=C sort >got
ok 'the address map has the addresses of the lists' diff want got

exits 0 'a site with a prefix' trestle init pre --domain Lists.Example.org \
    --internal-prefix in-
exits 0 'its list' trestle list add acme --mixed --purpose x --site pre
has pre/addresses 'in-acme@lists.example.org' \
    'the prefix stands before the name'
exits 65 'a name behind the prefix' \
    trestle list add in-acme --internal --purpose x --site pre

# -- members ------------------------------------------------------------------

exits 64 'member alone' trestle member
exits 64 'no side' trestle member add acme a@example.com
exits 65 'no address' trestle member add acme nobody --side client
has err "'nobody' is no address" 'is told'
exits 0 'one member' trestle member add acme Claire@Acme.example \
    --side client --name 'Claire Fontaine'
exits 0 'many members' trestle member add acme - --side internal \
    --role owner,moderator <<'END'
# insiders
Alice Martin <alice@example.com>

"Keller, Bob" <bob@example.com>
emma@example.com
END
has out '3 added' 'from lines'
exits 65 'one of many is wrong' trestle member add acme - --side client <<'END'
David <david@acme.example>
Oops <david@acme.example
END
has err 'standard input:2' 'the line is named'
trestle member list acme >members
lacks members 'david' 'and nobody was added'
exits 65 'one of two is there already' trestle member add acme \
    david@acme.example alice@example.com --side client
has err 'alice@example.com' 'he is named'
trestle member list acme >members
lacks members 'david' 'and again nobody was added'
exits 65 'a client on an internal list' \
    trestle member add eng claire@acme.example --side client
exits 65 'a role that is none' \
    trestle member add eng bob@example.com --side internal --role boss
has err "'boss' is no role" 'is told'
trestle member list acme >members
has members 'client   claire@acme.example' 'the side is shown'
has members 'Keller, Bob  [owner,moderator]' 'name and roles are shown'

exits 0 'set' trestle member set acme bob@example.com --role none --no-mail
trestle member list acme >members
has members 'Keller, Bob  (no mail)' 'roles and delivery are changed'
exits 64 'set nothing' trestle member set acme bob@example.com
exits 0 'an address more' \
    trestle member address bob@example.com bob@home.example
exits 65 'of somebody else' \
    trestle member address bob@example.com alice@example.com
exits 0 'is his too' trestle member remove acme bob@home.example
exits 65 'who has left cannot leave' \
    trestle member remove acme bob@example.com
has err 'no member of acme' 'and is told so'
exits 65 'nor a stranger' trestle member remove acme x@example.com

# -- root -------------------------------------------------------------------

if [ "$(id -u)" -eq 0 ]; then
	chmod 711 "$scratch"
	mkdir -m 700 owned
	chown 65534:65534 owned
	exits 0 'root makes a site in the folder of another' \
	    trestle init owned --domain lists.example.com
	exits 0 'and a list' trestle list add acme --mixed --purpose x \
	    --site owned
	exits 0 'and looks after it' trestle doctor --site owned
	is "$(find owned ! -user 65534)" '' 'all of it is the owner'"'"'s'
fi

# -- status -------------------------------------------------------------------

exits 0 'status' trestle status
has out 'in 0 = posted 0 + held 0 + answered 0 + filed 0 + set aside 0 + duplicates 0' \
    'prints the count equation'

done_testing
