# SPDX-License-Identifier: GPL-3.0-or-later
hash_test_libs = lib/hash/libhash.a lib/base/libbase.a $(NETTLE_LIBS)

check_PROGRAMS += tests/unit/digest tests/unit/secret
tests_unit_digest_SOURCES = tests/unit/digest.c
tests_unit_digest_LDADD = $(hash_test_libs)
tests_unit_secret_SOURCES = tests/unit/secret.c
tests_unit_secret_LDADD = $(hash_test_libs)
TAP_TESTS += tests/unit/digest tests/unit/secret
