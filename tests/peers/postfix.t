#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Trestle behind the real Postfix, set up by contrib/postfix/trestle-postfix,
# with the mailboxes of everybody in the real Dovecot.

# shellcheck source=tests/peers/words.sh
. "$TOP_SRCDIR/tests/peers/words.sh"
go_inside

trestle_postfix() {
	"$TOP_SRCDIR/contrib/postfix/trestle-postfix" --config-dir "$config" \
		--site "$site" "$@" 2>"$scratch/notes"
}
same_config() {
	diff "$1/main.cf" "$config/main.cf" &&
		diff "$1/master.cf" "$config/master.cf"
}

ok 'a machine of our own' make_machine
ok 'a site' make_site
ok 'a Postfix as Debian installs it' make_postfix

# -- show, apply, undo --------------------------------------------------------

cp -r "$config" "$scratch/plain"
ok 'show' trestle_postfix show
has "$scratch/.ok" '+relay_domains = $trestle_domains' '  a diff of main.cf' ||
	trestle_postfix show >"$scratch/shown"
