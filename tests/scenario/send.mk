# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/scenario/outbox-tool
tests_scenario_outbox_tool_SOURCES = tests/scenario/outbox-tool.c
tests_scenario_outbox_tool_LDADD = lib/store/libstore.a lib/hash/libhash.a \
	lib/base/libbase.a $(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)
TAP_SCRIPTS += tests/scenario/send.t
