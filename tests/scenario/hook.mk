# SPDX-License-Identifier: GPL-3.0-or-later

include $(top_srcdir)/tests/fault/local.mk

EXTRA_DIST += tests/scenario/hook-site.sh
TAP_SCRIPTS += \
	tests/scenario/hook.t \
	tests/scenario/hook-fault.t \
	tests/scenario/hook-machine.t
