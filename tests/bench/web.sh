#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make bench-web: the pages of an archive of 1,100 messages and of one ten times
# as large, built whole, and again after one message more.  What one message
# costs must not grow with the archive.  The figures are medians of five
# single messages: cpu seconds, because the machine is shared.

set -eu
: "${CORPORA:=}"
archive=$CORPORA/lists/linux-man-11k.mbox.xz
if [ ! -r "$archive" ]; then
	echo 'no corpora: nothing to show' >&2
	exit 1
fi
dir=$(mktemp -d "$TOP_BUILDDIR/bench-web-XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
xz -dc "$archive" >"$dir/large"
# The newest part, so that the same months are the last ones in both.
perl -I"$TOP_SRCDIR/tests/replay" -MMbox -e '
	my ($mbox, $n, $to) = @ARGV;
	my @all = Mbox::read_all($mbox);
	open my $out, ">:raw", $to or die "$to: $!\n";
	for (@all[-$n .. -1]) {
		s/^(>*From )/>$1/mg;
		print {$out} "From bench\@example.com Mon Jan  2 00:00:00 2023\n",
		    $_, /\n\z/ ? "\n" : "\n\n";
	}
	close $out or die "$to: $!\n";' "$dir/large" 1100 "$dir/small"

# build SIZE: cpu seconds and written files, a line in SIZE.cpu, SIZE.files.
build() {
	"$TOP_BUILDDIR/tests/bench/spent" "$dir/spent" trestle web man.client \
		>"$dir/said" 2>&1 || {
		cat "$dir/said" >&2
		exit 1
	}
	cut -d ' ' -f 1 "$dir/spent" >>"$dir/$1.cpu"
	sed -n 's/.*: \([0-9]*\) written.*/\1/p' "$dir/said" >>"$dir/$1.files"
}
median() { sort -n "$1" | sed -n 3p; }

for size in small large; do
	trestle init "$dir/$size.site" --domain lists.example.com >/dev/null
	TRESTLE_SITE=$dir/$size.site
	export TRESTLE_SITE
	trestle list add man --mixed --purpose 'Manual pages.' >/dev/null
	trestle import man "$dir/$size" >/dev/null 2>&1
	build "$size-full"
	for n in 1 2 3 4 5; do
		cat >"$dir/one" <<-END
			From bench@example.com Mon Jun  5 12:00:0$n 2023
			From: Bench <bench@example.com>
			Date: Mon, 5 Jun 2023 12:00:0$n +0000
			Message-ID: <one-$n@example.com>
			Subject: one message more, number $n

			A few words.
		END
		trestle import man "$dir/one" >/dev/null 2>&1
		build "$size-one"
	done
	echo "$size: full $(cat "$dir/$size-full.files") files," \
		"$(cat "$dir/$size-full.cpu") cpu s; one message more" \
		"$(median "$dir/$size-one.files") files," \
		"$(median "$dir/$size-one.cpu") cpu s"
done
small=$(median "$dir/small-one.cpu")
large=$(median "$dir/large-one.cpu")
echo "$small $large" | awk '{
	# Below the clock of a process both are nothing.
	ratio = $2 / ($1 > 0.005 ? $1 : 0.005)
	printf "figure web-one-growth %.2f times 1.5 %s\n", ratio, \
	    ratio <= 1.5 ? "ok" : "short" }'
median "$dir/large-one.files" | awk '{
	printf "figure web-one-files %d files 20 %s\n", $1, \
	    $1 <= 20 ? "ok" : "short" }'
