# SPDX-License-Identifier: GPL-3.0-or-later
dist_noinst_SCRIPTS += contrib/postfix/trestle-postfix
EXTRA_DIST += contrib/postfix/README contrib/exim/README contrib/opensmtpd/README
