# SPDX-License-Identifier: GPL-3.0-or-later

dist_man_MANS += man/trestle.1 man/trestle.conf.5 man/trestle-hook.8 \
	man/trestle-recipients.8 man/trestle-architecture.7
EXTRA_DIST += HACKING SECURITY
