# SPDX-License-Identifier: GPL-3.0-or-later

spool_test_libs = lib/spool/libspool.a lib/base/libbase.a

check_PROGRAMS += tests/unit/addressmap
tests_unit_addressmap_SOURCES = tests/unit/addressmap.c
tests_unit_addressmap_LDADD = $(spool_test_libs)
TAP_TESTS += tests/unit/addressmap

check_PROGRAMS += tests/unit/entry
tests_unit_entry_SOURCES = tests/unit/entry.c
tests_unit_entry_LDADD = $(spool_test_libs)
TAP_TESTS += tests/unit/entry

check_PROGRAMS += tests/unit/spool
tests_unit_spool_SOURCES = tests/unit/spool.c
tests_unit_spool_LDADD = $(spool_test_libs)
TAP_TESTS += tests/unit/spool
