#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./bootstrap on machines that we do not have: its package tools are played.
# The folder has a space and a letter outside ASCII.

. "$TOP_SRCDIR/tests/lib.sh"

tree="$scratch/a tr\\xc3\\xa9e"
tree=$(printf '%b' "$tree")
bin=$scratch/bin
mkdir "$tree" "$bin"
cp "$TOP_SRCDIR/bootstrap" "$tree"

# What it builds with: a configure that says how it was called.
: >"$tree/Makefile.in"
cat >"$tree/configure" <<'END'
#!/bin/sh
echo "$0 $*" >>../calls
printf 'all: made\nmade:\n\techo make >>../calls\n\t: >made\n' >Makefile
END
chmod +x "$tree/configure"

# play NAME: a program of that name, its script on standard input.
play() {
	{
		echo '#!/bin/sh'
		cat
	} >"$bin/$1"
	chmod +x "$bin/$1"
}
run() {
	rm -f "$tree/calls"
	(cd / && PATH=$bin:$PATH "$tree/bootstrap" "$@")
}
calls() { cat "$tree/calls" 2>/dev/null; }

needed=$(sed -n "/^build_packages='/,/'\$/p" "$TOP_SRCDIR/bootstrap" |
	tr -d "'" | sed 's/build_packages=//' | tr ' ' '\n' | grep .)
ok 'knows what it needs' test "$(printf '%s\n' "$needed" | wc -l)" -gt 10

# All is there: libetpan-dev under another name that provides it.
printf '%s\n' "$needed" | sed 's/.*/installed &,/
	s/libetpan-dev,/libetpan-other-dev, libx, libetpan-dev (= 1.9)/' \
	>"$scratch/status"
play dpkg-query <<END
cat '$scratch/status'
END
play apt-get <<END
echo "apt-get \$*" >>'$tree/calls'
END

exits 0 'builds' run
is "$(calls)" "../configure 
make" 'installs nothing, configures and makes'
exits 0 'builds again' run
is "$(calls)" '' 'does nothing the second time'
rm "$tree/build/made"
exits 0 'builds after a change' run
is "$(calls)" 'make' 'makes only'

# Two packages are missing, one of them removed but for its settings.
sed -i -e '/ gettext,/d' -e 's/installed libpsl-dev,/config-files libpsl-dev,/' \
	"$scratch/status"
play id <<END
echo 1000
END
exits 1 'an ordinary user' run
has "$scratch/err" 'missing Debian packages: gettext libpsl-dev' 'is told which'
has "$scratch/err" '  sudo sh -c "apt-get update && apt-get install -y --no-install-recommends gettext libpsl-dev"' \
	'and the command to run'
is "$(calls)" '' 'nothing is installed for him'

play id <<END
echo 0
END
exits 0 'root' run
is "$(calls)" 'apt-get install -y -q --no-install-recommends gettext libpsl-dev' \
	'gets what is missing'
has "$scratch/out" 'installing the missing Debian packages: gettext libpsl-dev' \
	'and is told which'

# A fresh machine has no package lists.
play apt-get <<END
echo "apt-get \$1" >>'$tree/calls'
[ "\$1" = update ] && : >'$scratch/lists'
test -e '$scratch/lists'
END
exits 0 'without package lists' run
is "$(calls)" 'apt-get install
apt-get update
apt-get install' 'fetches them'

play apt-get <<END
exit 100
END
exits 1 'when apt-get fails' run
has "$scratch/err" 'apt-get failed; it should install: gettext libpsl-dev' \
	'says so'

# Another system: no dpkg.
rm "$bin/dpkg-query" "$bin/apt-get"
for tool in sh dirname tr id env sed grep nproc cat mkdir printf; do
	[ -e "$bin/$tool" ] || ln -s "$(command -v "$tool")" "$bin/$tool"
done
PATH=$bin exits 1 'no Debian' "$tree/bootstrap"
has "$scratch/err" 'this is no Debian system' 'refuses politely'
has "$scratch/err" 'libgmime-3.0-dev' 'with the list'

exits 64 'misuse' run now
has "$scratch/err" 'usage: ./bootstrap [demo [MBOX] | check]' 'prints usage'
exits 1 'a mailbox that is not there' run demo none.mbox
has "$scratch/err" 'cannot read' 'is told'
done_testing
