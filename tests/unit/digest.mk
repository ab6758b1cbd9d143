# SPDX-License-Identifier: GPL-3.0-or-later
digest_tests = tests/unit/digest-question tests/unit/digest-record \
	tests/unit/digest-text tests/unit/digest-voices tests/unit/digest-wrap
check_PROGRAMS += $(digest_tests)
TAP_TESTS += $(digest_tests)
tests_unit_digest_question_SOURCES = tests/unit/digest-question.c
tests_unit_digest_question_LDADD = $(DIGEST_LIBS)
tests_unit_digest_record_SOURCES = tests/unit/digest-record.c
tests_unit_digest_record_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_digest_record_LDADD = $(DIGEST_LIBS)
tests_unit_digest_text_SOURCES = tests/unit/digest-text.c
tests_unit_digest_text_LDADD = $(DIGEST_LIBS)
tests_unit_digest_voices_SOURCES = tests/unit/digest-voices.c
tests_unit_digest_voices_LDADD = $(DIGEST_LIBS)
tests_unit_digest_wrap_SOURCES = tests/unit/digest-wrap.c
tests_unit_digest_wrap_LDADD = $(DIGEST_LIBS)
