# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/scenario/digest.t tests/scenario/digest-kill.t
EXTRA_DIST += tests/scenario/digest/client.txt \
	tests/scenario/digest/internal.txt
