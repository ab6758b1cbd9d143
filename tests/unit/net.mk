# SPDX-License-Identifier: GPL-3.0-or-later

net_tests = tests/unit/backoff tests/unit/lines tests/unit/submit \
	tests/unit/submit-replies
check_PROGRAMS += $(net_tests)
TAP_TESTS += $(net_tests)

tests_unit_backoff_SOURCES = tests/unit/backoff.c list-manager/backoff.c
tests_unit_lines_SOURCES = tests/unit/lines.c
tests_unit_lines_LDADD = lib/net/libnet.a lib/base/libbase.a
tests_unit_submit_SOURCES = tests/unit/submit.c
tests_unit_submit_LDADD = lib/net/libnet.a lib/base/libbase.a $(CURL_LIBS)
tests_unit_submit_replies_SOURCES = tests/unit/submit-replies.c
tests_unit_submit_replies_LDADD = lib/net/libnet.a lib/base/libbase.a
