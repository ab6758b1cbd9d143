#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A digest is sent once, at whichever durable call the program that composes
# it, or the manager that takes it from the spool, is killed.

library=$TOP_BUILDDIR/tests/fault/libfault.so
# libfault.so takes all below /dev for devices, /dev/shm too.
case ${TMPDIR-/dev/shm} in
/dev/*) TMPDIR=/tmp ;;
esac
export TMPDIR
# shellcheck source=tests/scenario/words.sh
. "$TOP_SRCDIR/tests/scenario/words.sh"
[ -e "$library" ] || skip_all 'no libfault.so in this build'
[ -z "${SANITIZED-}" ] || skip_all 'a sanitizer wants to be first'

# A path with a space in it cannot stand in LD_PRELOAD.
ln -s "$library" "$scratch/libfault.so"
start_site
ok 'a client who receives digests' \
	trestle member add acme dora@client.example --side client --digest
send_as claire acme@ <<-'END'
	From: Claire <claire@client.example>
	To: acme@lists.example.com
	Subject: Which valve?
	Message-ID: <valve@client.example>

	Which valve fits the new pump?
END
deliver
mv "$site" "$scratch/template"

# cut NAME COMMAND...: the command, killed at the durable call of this number
# if the program of this name is the one to be killed.
cut() {
	cut_name=$1
	shift
	[ "$cut_name" = "$victim" ] || cut_name=none
	env LD_PRELOAD="$scratch/libfault.so" FAULT_PROGRAM="$cut_name" \
		FAULT_NTH="$n" FAULT_DO=kill FAULT_ONCE="$scratch/struck" \
		"$@" >"$scratch/cut.out" 2>&1
}

# With one call cut: what dora has in the end, in number.
play() {
	rm -rf "$site" "$scratch/struck" "$mail"/dora*/new/*
	cp -a "$scratch/template" "$site"
	set_clock 1700003600
	cut trestle-digest trestle-digest --site "$site" acme.client
	set_clock 1700007200
	trestle digest acme.client >"$scratch/again.out" 2>&1
	cut trestle trestle deliver
	trestle deliver >"$scratch/deliver.out" 2>&1
	set_clock 1700010800
	trestle digest acme.client >"$scratch/last.out" 2>&1
	trestle deliver >>"$scratch/deliver.out" 2>&1
	set -- "$mail"/dora@client.example/new/*
	[ -f "$1" ] || shift
	n_digests=$#
}

# The manager goes by the name of the command that starts it.
for victim in trestle-digest trestle; do
	n=0
	wrong=
	while n=$((n + 1)) && [ "$n" -lt 500 ]; do
		play
		[ "$n_digests" -eq 1 ] || wrong="$wrong $n:$n_digests"
		[ -e "$scratch/struck" ] || break
	done
	ok "$victim makes durable calls" test "$n" -gt 3
	is "$wrong" '' "$victim killed at each of $((n - 1)): one digest"
done
ok 'doctor finds nothing' trestle doctor
done_testing
