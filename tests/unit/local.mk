# SPDX-License-Identifier: GPL-3.0-or-later
include $(top_srcdir)/tests/unit/base.mk
include $(top_srcdir)/tests/unit/spool.mk
include $(top_srcdir)/tests/unit/hash.mk
include $(top_srcdir)/tests/unit/mail.mk
include $(top_srcdir)/tests/unit/match.mk
include $(top_srcdir)/tests/unit/store.mk
include $(top_srcdir)/tests/unit/net.mk
include $(top_srcdir)/tests/unit/manager.mk
include $(top_srcdir)/tests/unit/archiver.mk
include $(top_srcdir)/tests/unit/digest.mk
include $(top_srcdir)/tests/unit/web.mk
