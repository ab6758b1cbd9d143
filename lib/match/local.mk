# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += lib/match/libmatch.a
lib_match_libmatch_a_SOURCES = lib/match/pattern.c lib/match/pattern.h
lib_match_libmatch_a_CPPFLAGS = $(AM_CPPFLAGS) $(PCRE2_CFLAGS)
