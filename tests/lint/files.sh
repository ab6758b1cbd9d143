# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the checks of `make lint` share, sourced after tests/lib.sh.  Each
# check is a function that takes a source folder and prints what is wrong
# there, a line each: nothing is good.  It is given bad samples first, for a
# check that finds nothing anywhere proves nothing.

# files_of TOP PATTERN...: our sources whose name is like one of the patterns,
# relative to TOP; never what a build or the demonstration made.
files_of() {
	(
		cd "$1" || exit
		shift
		# shellcheck disable=SC2046 # patterns, each in its quotes
		set -- $(printf '%s\n' "$@" | sed "s/.*/-o -name '&'/")
		eval "find . \( -path './build*' -o -path ./demo -o -path './_*' \
			-o -path './auto*' -o -path './conf*~' -o -path ./configure \
			-o -path './.[!c]*' \) -prune \
			-o -type f \( -false $* \) -print" |
			sed 's|^\./||' | LC_ALL=C sort
	)
}

# code_of FILE...: `FILE:LINE:text` without comments and texts in quotes.
code_of() {
	perl -0777 -ne '
		sub blank { my $s = shift; $s =~ s/[^\n]/ /g; $s }
		s{/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])*\x27}
			{blank($&)}gse;
		my $n = 0;
		print map { $n++; "$ARGV:$n:$_\n" } split /\n/;' "$@"
}

# finds NAME CHECK FILE TEXT [WANT]: the check finds fault with a tree that
# has only this file, and says WANT.
finds() {
	rm -rf "$scratch/sample"
	mkdir -p "$scratch/sample/$(dirname "$3")"
	printf '%s' "$4" >"$scratch/sample/$3"
	"$2" "$scratch/sample" >"$scratch/found" 2>&1
	has "$scratch/found" "${5:-$3}" "finds: $1"
}

# accepts NAME CHECK FILE TEXT: it has nothing to say there.
accepts() {
	rm -rf "$scratch/sample"
	mkdir -p "$scratch/sample/$(dirname "$3")"
	printf '%s' "$4" >"$scratch/sample/$3"
	is "$("$2" "$scratch/sample" 2>&1)" '' "accepts: $1"
}

# clean NAME CHECK: nor in our own tree.
clean() {
	is "$("$2" "$TOP_SRCDIR" 2>&1)" '' "$1"
}
