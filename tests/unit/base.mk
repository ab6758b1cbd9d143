# SPDX-License-Identifier: GPL-3.0-or-later

base_tests = tests/unit/ascii tests/unit/buf tests/unit/child \
	tests/unit/clock tests/unit/err tests/unit/file tests/unit/log \
	tests/unit/mem tests/unit/options tests/unit/settings \
	tests/unit/site tests/unit/strv
check_PROGRAMS += $(base_tests)
TAP_TESTS += $(base_tests)

tests_unit_ascii_SOURCES = tests/unit/ascii.c tests/tap.h
tests_unit_ascii_LDADD = lib/base/libbase.a
tests_unit_buf_SOURCES = tests/unit/buf.c
tests_unit_buf_LDADD = lib/base/libbase.a
tests_unit_child_SOURCES = tests/unit/child.c
tests_unit_child_LDADD = lib/base/libbase.a
tests_unit_clock_SOURCES = tests/unit/clock.c
tests_unit_clock_LDADD = lib/base/libbase.a
tests_unit_err_SOURCES = tests/unit/err.c
tests_unit_err_LDADD = lib/base/libbase.a
tests_unit_file_SOURCES = tests/unit/file.c
tests_unit_file_LDADD = lib/base/libbase.a
tests_unit_log_SOURCES = tests/unit/log.c
tests_unit_log_LDADD = lib/base/libbase.a
tests_unit_mem_SOURCES = tests/unit/mem.c
tests_unit_mem_LDADD = lib/base/libbase.a
tests_unit_options_SOURCES = tests/unit/options.c
tests_unit_options_LDADD = lib/base/libbase.a
tests_unit_settings_SOURCES = tests/unit/settings.c
tests_unit_settings_LDADD = lib/base/libbase.a
tests_unit_site_SOURCES = tests/unit/site.c
tests_unit_site_LDADD = lib/base/libbase.a
tests_unit_strv_SOURCES = tests/unit/strv.c
tests_unit_strv_LDADD = lib/base/libbase.a
