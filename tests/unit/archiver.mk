# SPDX-License-Identifier: GPL-3.0-or-later
archiver_tests = tests/unit/civil tests/unit/hits tests/unit/mbox \
	tests/unit/search-query
check_PROGRAMS += $(archiver_tests)
TAP_TESTS += $(archiver_tests)

archiver_test_libs = archiver/libarchiver.a lib/mail/libmail.a \
	lib/base/libbase.a
tests_unit_civil_SOURCES = tests/unit/civil.c
tests_unit_civil_LDADD = $(archiver_test_libs)
tests_unit_hits_SOURCES = tests/unit/hits.c
tests_unit_hits_LDADD = $(archiver_test_libs)
tests_unit_mbox_SOURCES = tests/unit/mbox.c
tests_unit_mbox_LDADD = $(archiver_test_libs)
tests_unit_search_query_SOURCES = tests/unit/search-query.c
tests_unit_search_query_LDADD = $(archiver_test_libs)
