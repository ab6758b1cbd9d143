# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/peers/postfix.t
EXTRA_DIST += tests/peers/fetch tests/peers/talk tests/peers/words.sh

# Packages of Debian, unpacked for the test.
distclean-local:
	rm -rf peers
