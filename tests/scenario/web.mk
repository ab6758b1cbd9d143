# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/scenario/web.t tests/scenario/web-large.t
EXTRA_DIST += tests/web/check-site tests/web/screenshots
