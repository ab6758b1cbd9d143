# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A site as far as the hook knows one, made by hand; no other program needed.

# make_site DIR MAX-BYTES: with the addresses acme@ and acme-owner@.
make_site() {
	mkdir -p "$1/spool/draft" "$1/spool/new" "$1/spool/aside"
	cat >"$1/addresses" <<-MAP
		trestle-addresses 1
		domain lists.example.com
		internal_domain internal.lists.example.com
		internal_prefix$(printf ' ')
		internal_from_outside refuse
		max_bytes $2
		addresses 3

		acme-owner@lists.example.com
		acme@internal.lists.example.com
		acme@lists.example.com
	MAP
}

# Nothing in the spool of this site, not even a draft.
spool_is_empty() {
	[ -z "$(find "$1/spool" -type f)" ]
}

# n_waiting SITE: how many entries wait.
n_waiting() {
	find "$1/spool/new" -type f | wc -l | tr -d ' '
}

# is_whole SITE MESSAGE: each file in new is an entry whose message is MESSAGE,
# byte for byte, and whose head says so.
is_whole() {
	for entry in "$1"/spool/new/*; do
		[ -f "$entry" ] || continue
		n=$(wc -c <"$2" | tr -d ' ')
		[ "$(head -n 1 "$entry")" = 'trestle-spool 1' ] || return 1
		[ "$(sed -n '/^bytes /{s///p;q;}' "$entry")" = \
			"$(printf '%020d' "$n")" ] || return 1
		tail -c "$n" "$entry" | cmp -s - "$2" || return 1
		# Between them stands the empty line.
		[ "$(tail -c "$((n + 2))" "$entry" | head -c 2 |
			od -An -tx1 | tr -d ' ')" = 0a0a ] || return 1
	done
}
