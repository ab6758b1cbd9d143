#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the programs say and what the manual says agree: subcommands, options,
# settings and their defaults, in both directions.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

# -- what the programs say ----------------------------------------------------

# $asked/PAGE/COMMAND is what COMMAND prints for --help.
asked=$scratch/asked
mkdir -p "$asked/trestle.1" "$asked/trestle-hook.8" \
	"$asked/trestle-recipients.8" "$asked/trestle-architecture.7"

# ask PAGE COMMAND PROGRAM ARGUMENT...
ask() {
	ask_to=$asked/$1/$2
	shift 2
	exits 0 "$*" "$@"
	mv "$scratch/out" "$ask_to"
}

# subcommands_of FILE: of `trestle help'.
subcommands_of() { sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' "$1"; }

# verbs_of FILE: the small words in the first line of a --help, which are
# commands below a subcommand: `usage: trestle list [OPTION...] [add NAME]'.
verbs_of() {
	sed -n '1s/.*\[OPTION\.\.\.\]//p' "$1" | tr -s ' |[]' '\n' |
		grep -x '[a-z][a-z]*'
}

ask trestle.1 help trestle help
for name in $(subcommands_of "$asked/trestle.1/help" | grep -vx help); do
	ask trestle.1 "$name" trestle "$name" --help
	for verb in $(verbs_of "$asked/trestle.1/$name"); do
		ask trestle.1 "$name $verb" trestle "$name" "$verb" --help
	done
done
for name in hook recipients; do
	ask "trestle-$name.8" "trestle-$name" "trestle-$name" --help
done
for name in send worker; do
	ask trestle-architecture.7 "trestle-$name" "trestle-$name" --help
done

# -- options ------------------------------------------------------------------

# compare DIR PAGE: a page tells the options of a command behind `.It Cm
# COMMAND' or `.It Nm PROGRAM', those that several have before the first.
compare() {
	awk -v page="$2" '
	FILENAME == page && /^\.S[hs] / { command = "" }
	FILENAME == page && /^\.It (Cm|Nm) [a-z][a-z-]*( |$)/ {
		command = $3
		if ($2 == "Cm" && $4 ~ /^[a-z]+$/)
			command = $3 " " $4
		items[$3]
		items[command]
	}
	FILENAME == page && /^\./ {
		is_option = 0
		for (i = 1; i <= NF; i++)
			if ($i ~ /^\.?Fl$/)
				is_option = 1
			else if ($i ~ /^\.?[A-Z][a-z]$/)
				is_option = 0
			else if (is_option && $i ~ /^-[a-z]/)
				told[command, "-" $i]
	}
	FILENAME == page { next }
	FNR == 1 {
		command = FILENAME
		sub(/.*\//, "", command)
		commands[command]
	}
	/^  --[a-z]/ { printed[command, $1]; somewhere[$1] }
	END {
		for (c in commands)
			if (c ~ /^[a-z ]+$/ && !(c in items))
				print c " is not in the page"
		for (c in items)
			if (!(c in commands))
				print c " is in the page, and no such command"
		for (key in printed) {
			split(key, pair, SUBSEP)
			if (!(key in told) && !(("", pair[2]) in told))
				print pair[1] " " pair[2] " is not in the page"
		}
		for (key in told) {
			split(key, pair, SUBSEP)
			if (pair[1] == "" ? !(pair[2] in somewhere) : \
			    pair[1] in commands && !(key in printed))
				print pair[1] " " pair[2] " is in the page only"
		}
	}' "$2" "$1"/* | LC_ALL=C sort
}

check_options() {
	for folder in "$asked"/*; do
		page=man/${folder##*/}
		compare "$folder" "$1/$page" | sed "s|^|$page: |"
	done
}

# -- settings -----------------------------------------------------------------

# Lines `NAME DEFAULT', as the page, the table of lib/base/site.c and a file
# of `trestle init' have them.
settings_of_page() {
	sed -n '/^\.It Cm [a-z_]/s/^\.It Cm \([a-z_]*\)\( Pq\)\{0,1\}/\1/p' "$1" |
		LC_ALL=C sort
}
settings_of_code() {
	perl -0777 -ne 'print "$1", length $2 ? " $2" : "", "\n"
		while /\.name = "(\w+)".*?\.initial = "([^"]*)"/gs' "$1" |
		LC_ALL=C sort
}
settings_of_file() {
	sed -n 's/^#\{0,1\}\([a-z_]\{1,\}\) =/\1/p' "$1" |
		awk '!seen[$1]++' | LC_ALL=C sort
}

# The first side only, then the second only.
differences() {
	LC_ALL=C comm -23 "$1" "$2" | sed "s|$|: $3|"
	LC_ALL=C comm -13 "$1" "$2" | sed "s|$|: $4|"
}

conf=$scratch/site/trestle.conf
check_settings() {
	settings_of_page "$1/man/trestle.conf.5" >"$scratch/page"
	settings_of_file "$conf" >"$scratch/file"
	differences "$scratch/page" "$scratch/file" \
		'not so in what trestle init writes' 'not so in trestle.conf(5)'
	[ -e "$1/lib/base/site.c" ] || return 0
	settings_of_code "$1/lib/base/site.c" >"$scratch/code"
	differences "$scratch/code" "$scratch/file" \
		'not so in what trestle init writes' 'not so in lib/base/site.c'
}

# The domain itself has no default; the other is made from it.
ok 'trestle init' trestle init "$scratch/site" --domain lists.example.com
sed -i '/^\(internal_\)\{0,1\}domain =/d' "$conf"

# -- do they agree? -----------------------------------------------------------

clean 'options and the manual agree' check_options
clean 'settings and the manual agree' check_settings
ok 'there are settings' test "$(wc -l <"$scratch/code")" -gt 10

# A program and a file of our own, so that each fault is seen.
asked=$scratch/asked-sample
conf=$scratch/conf-sample
mkdir -p "$asked/trestle.1"
cat >"$asked/trestle.1/list" <<'END'
usage: trestle list [OPTION...] [add NAME | show NAME]

  --site DIR                the site
END
cat >"$asked/trestle.1/list add" <<'END'
usage: trestle list add [OPTION...] NAME

  --open                    not a --word in the text
  --site DIR                the site
END
printf '#owner =\n\n#hold_time = 7d\nhold_time = 1d\n' >"$conf"

head='.Fl -site Ar dir ,
.It Cm list
.It Cm list add Ar name'
page=man/trestle.1
is "$(verbs_of "$asked/trestle.1/list" | tr '\n' ' ')" 'add show ' \
	'the verbs of a subcommand'
accepts 'a page that agrees' check_options $page "$head Op Fl -open | Cm x
.Dl trestle list add --made-up
"
finds 'an option that no page has' check_options $page "$head
" 'list add --open is not in the page'
finds 'an option under another command' check_options $page ".Fl -site
.It Cm list Fl -open
.It Cm list add
" 'list add --open is not in the page'
finds 'an option that no program has' check_options $page \
	"$head Fl -open | -shut
" 'list add --shut is in the page only'
finds 'one that none of them has' check_options $page ".Op Fl -all
$head Fl -open
" '--all is in the page only'
finds 'a subcommand that no page has' check_options $page '.Fl -site | -open
.It Cm list
' 'list add is not in the page'
finds 'a subcommand that is not there' check_options $page "$head Fl -open
.It Cm list drop Ar name
" 'list drop is in the page, and no such command'

page=man/trestle.conf.5
accepts 'settings that agree' check_settings $page '.It Cm hold_time Pq 7d
.It Cm owner
'
finds 'a setting that no page has' check_settings $page '.It Cm owner
' 'hold_time 7d: not so in trestle.conf(5)'
finds 'a setting that init does not write' check_settings $page \
	'.It Cm hold_time Pq 7d
.It Cm owner
.It Cm colour
' 'colour: not so in what trestle init writes'
finds 'another default' check_settings $page '.It Cm hold_time Pq 8d
.It Cm owner
' 'hold_time 7d: not so in trestle.conf(5)'
done_testing
