# SPDX-License-Identifier: GPL-3.0-or-later

mail_tests = tests/unit/mail-address tests/unit/mail-bounds \
	tests/unit/mail-compose tests/unit/mail-corpora \
	tests/unit/mail-facts tests/unit/mail-facts-code \
	tests/unit/mail-header tests/unit/mail-msgid tests/unit/mail-own \
	tests/unit/mail-text \
	tests/unit/mail-worker
check_PROGRAMS += $(mail_tests) tests/unit/mail-worker-double
TAP_TESTS += $(mail_tests)

mail_test_libs = lib/mail/libmail.a lib/base/libbase.a
mail_test_parser = $(mail_test_libs) $(GMIME_LIBS) $(XML2_LIBS)

tests_unit_mail_address_SOURCES = tests/unit/mail-address.c
tests_unit_mail_address_LDADD = $(mail_test_libs)
tests_unit_mail_bounds_SOURCES = tests/unit/mail-bounds.c
tests_unit_mail_bounds_LDADD = $(mail_test_libs)
tests_unit_mail_compose_SOURCES = tests/unit/mail-compose.c
tests_unit_mail_compose_LDADD = $(mail_test_parser)
tests_unit_mail_corpora_SOURCES = tests/unit/mail-corpora.c
tests_unit_mail_corpora_LDADD = $(mail_test_libs)
tests_unit_mail_facts_SOURCES = tests/unit/mail-facts.c
tests_unit_mail_facts_LDADD = $(mail_test_parser)
tests_unit_mail_facts_code_SOURCES = tests/unit/mail-facts-code.c
tests_unit_mail_facts_code_LDADD = $(mail_test_parser)
tests_unit_mail_header_SOURCES = tests/unit/mail-header.c
tests_unit_mail_header_LDADD = $(mail_test_libs)
tests_unit_mail_msgid_SOURCES = tests/unit/mail-msgid.c
tests_unit_mail_msgid_LDADD = $(mail_test_libs)
tests_unit_mail_own_SOURCES = tests/unit/mail-own.c
tests_unit_mail_own_LDADD = $(mail_test_libs)
tests_unit_mail_text_SOURCES = tests/unit/mail-text.c
tests_unit_mail_text_LDADD = $(mail_test_parser)
tests_unit_mail_worker_SOURCES = tests/unit/mail-worker.c
tests_unit_mail_worker_LDADD = $(mail_test_libs)
tests_unit_mail_worker_double_SOURCES = tests/unit/mail-worker-double.c
tests_unit_mail_worker_double_LDADD = $(mail_test_parser)
