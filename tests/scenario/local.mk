# SPDX-License-Identifier: GPL-3.0-or-later
include $(top_srcdir)/tests/scenario/hook.mk
include $(top_srcdir)/tests/scenario/manager.mk
include $(top_srcdir)/tests/scenario/send.mk
include $(top_srcdir)/tests/scenario/trestle.mk
include $(top_srcdir)/tests/scenario/replay.mk
include $(top_srcdir)/tests/scenario/demo.mk
include $(top_srcdir)/tests/scenario/peers.mk
include $(top_srcdir)/tests/scenario/digest.mk
include $(top_srcdir)/tests/scenario/archiver.mk
include $(top_srcdir)/tests/scenario/web.mk
include $(top_srcdir)/tests/scenario/membrane.mk
