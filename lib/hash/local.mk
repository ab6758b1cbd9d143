# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += lib/hash/libhash.a
lib_hash_libhash_a_SOURCES = \
	lib/hash/digest.c lib/hash/digest.h \
	lib/hash/secret.c lib/hash/secret.h
lib_hash_libhash_a_CPPFLAGS = $(AM_CPPFLAGS) $(NETTLE_CFLAGS)
