# SPDX-License-Identifier: GPL-3.0-or-later
noinst_PROGRAMS += tests/sink/trestle-sink
tests_sink_trestle_sink_SOURCES = \
	tests/sink/filing.c tests/sink/filing.h \
	tests/sink/main.c \
	tests/sink/script.c tests/sink/script.h \
	tests/sink/session.c tests/sink/session.h
tests_sink_trestle_sink_LDADD = lib/base/libbase.a
