# SPDX-License-Identifier: GPL-3.0-or-later
web_tests = tests/unit/html tests/unit/web-text
check_PROGRAMS += $(web_tests)
TAP_TESTS += $(web_tests)

tests_unit_html_SOURCES = tests/unit/html.c
tests_unit_html_LDADD = lib/base/libbase.a
tests_unit_web_text_SOURCES = tests/unit/web-text.c
tests_unit_web_text_LDADD = $(WEB_LIBS)
