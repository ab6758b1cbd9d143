# SPDX-License-Identifier: GPL-3.0-or-later
#
# A fuzzer for each parser of outside bytes.  `make check` replays the seeds.
# With --enable-fuzz the same programs are libFuzzer's: run one as
#	tests/fuzz/fuzz-html -max_len=200000 WORK-FOLDER tests/fuzz/seeds/html

fuzzers = tests/fuzz/fuzz-address tests/fuzz/fuzz-facts \
	tests/fuzz/fuzz-facts-decode tests/fuzz/fuzz-header \
	tests/fuzz/fuzz-html tests/fuzz/fuzz-msgid
check_PROGRAMS += $(fuzzers)
noinst_HEADERS += tests/fuzz/fuzz.h
EXTRA_DIST += tests/fuzz/seeds

if FUZZ
fuzz_main =
fuzz_ldflags = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
else
fuzz_main = tests/fuzz/replay.c
fuzz_ldflags = $(AM_LDFLAGS)
TAP_TESTS += $(fuzzers)
endif
EXTRA_DIST += tests/fuzz/replay.c
fuzz_libs = lib/mail/libmail.a lib/base/libbase.a
fuzz_parser = $(fuzz_libs) $(GMIME_LIBS) $(XML2_LIBS)

tests_fuzz_fuzz_address_SOURCES = tests/fuzz/fuzz-address.c $(fuzz_main)
tests_fuzz_fuzz_address_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_address_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_facts_SOURCES = tests/fuzz/fuzz-facts.c $(fuzz_main)
tests_fuzz_fuzz_facts_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_facts_LDADD = $(fuzz_parser)
tests_fuzz_fuzz_facts_decode_SOURCES = tests/fuzz/fuzz-facts-decode.c \
	$(fuzz_main)
tests_fuzz_fuzz_facts_decode_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_facts_decode_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_header_SOURCES = tests/fuzz/fuzz-header.c $(fuzz_main)
tests_fuzz_fuzz_header_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_header_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz-html.c $(fuzz_main)
tests_fuzz_fuzz_html_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_html_LDADD = $(fuzz_parser)
tests_fuzz_fuzz_msgid_SOURCES = tests/fuzz/fuzz-msgid.c $(fuzz_main)
tests_fuzz_fuzz_msgid_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_msgid_LDADD = $(fuzz_libs)
