# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/pattern
TAP_TESTS += tests/unit/pattern
tests_unit_pattern_SOURCES = tests/unit/pattern.c
tests_unit_pattern_LDADD = lib/match/libmatch.a lib/base/libbase.a \
	$(PCRE2_LIBS)
