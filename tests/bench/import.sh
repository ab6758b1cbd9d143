#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make bench-import: an archive of 11,000 messages into a fresh site, and the
# same into notmuch, turn by turn, three times.  The figures are medians: cpu
# seconds, because the machine is shared.

set -eu
: "${CORPORA:=}"
archive=$CORPORA/lists/linux-man-11k.mbox.xz
if [ ! -r "$archive" ]; then
	echo 'no corpora: nothing to import' >&2
	exit 1
fi
dir=$(mktemp -d "$TOP_BUILDDIR/bench-import-XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
mbox=$dir/mbox
xz -dc "$archive" >"$mbox"
rounds=3

# spent NAME COMMAND...: cpu and wall seconds and MiB, a line a round in NAME.
spent() {
	spent_name=$1
	shift
	"$TOP_BUILDDIR/tests/bench/spent" "$dir/spent" "$@" \
		>"$dir/said" 2>&1 || {
		cat "$dir/said" >&2
		exit 1
	}
	cat "$dir/spent" >>"$dir/$spent_name"
}
# median NAME COLUMN
median() {
	cut -d ' ' -f "$2" "$dir/$1" | sort -n | sed -n "$((rounds / 2 + 1))p"
}
bytes_of() { find "$@" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }'; }

# Each message a file, as notmuch wants it.
make_maildir() {
	mkdir -p "$dir/maildir/cur" "$dir/maildir/new" "$dir/maildir/tmp"
	perl -I"$TOP_SRCDIR/tests/replay" -MMbox -e '
		my ($mbox, $to) = @ARGV;
		my $n = 0;
		for (Mbox::read_all($mbox)) {
			open my $out, ">:raw", sprintf "%s/%06d", $to, $n++
			    or die "$to: $!\n";
			print {$out} $_;
			close $out or die "$to: $!\n";
		}' "$mbox" "$dir/maildir/cur"
	cat >"$dir/notmuch-config" <<-END
		[database]
		path=$dir/maildir
		[user]
		name=Bench
		primary_email=bench@example.com
		[new]
		tags=inbox
	END
}

run_trestle() {
	rm -rf "$dir/site"
	trestle init "$dir/site" --domain lists.example.com >/dev/null
	TRESTLE_SITE=$dir/site
	export TRESTLE_SITE
	trestle list add man --mixed --purpose 'Manual pages.' >/dev/null
	spent trestle trestle import man "$mbox"
	n=$(sed -n 's/.*: \([0-9]*\) posted.*/\1/p' "$dir/said")
}

run_notmuch() {
	rm -rf "$dir/maildir/.notmuch"
	spent notmuch notmuch --config="$dir/notmuch-config" new --quiet
}

has_notmuch=no
if command -v notmuch >/dev/null 2>&1; then
	has_notmuch=yes
	make_maildir
else
	echo 'no notmuch (apt-get install notmuch): nothing to compare with'
fi
round=0
while [ "$round" -lt "$rounds" ]; do
	run_trestle
	[ "$has_notmuch" = no ] || run_notmuch
	round=$((round + 1))
done

# figure NAME VALUE UNIT GOAL least|most
figure() {
	echo "$2 $4" | awk -v name="$1" -v unit="$3" -v sense="$5" '{
		good = sense == "least" ? $1 >= $2 : $1 <= $2
		printf "figure %s %.2f %s %s %s\n", name, $1, unit, $2, \
		    good ? "ok" : "short" }'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }

cpu=$(median trestle 1)
echo "trestle: $n messages, $cpu cpu s, $(median trestle 2) s," \
	"$(ratio "$n" "$cpu") a cpu second, peak $(median trestle 3) MiB"
if [ "$has_notmuch" = yes ]; then
	its_cpu=$(median notmuch 1)
	echo "notmuch: $its_cpu cpu s, $(median notmuch 2) s," \
		"$(ratio "$n" "$its_cpu") a cpu second," \
		"peak $(median notmuch 3) MiB," \
		"$(bytes_of "$dir/maildir/.notmuch") bytes of index"
	figure import-rate-ratio "$(ratio "$its_cpu" "$cpu")" times 3 least
fi
figure import-peak "$(median trestle 3)" MiB 150 most
figure import-db-ratio "$(ratio "$(bytes_of "$dir/site/trestle.db")" \
	"$(bytes_of "$mbox")")" of-the-mbox 0.6 most
