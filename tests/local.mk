# SPDX-License-Identifier: GPL-3.0-or-later

TESTS = $(TAP_TESTS) $(TAP_SCRIPTS)
TEST_EXTENSIONS = .t
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(tap_driver)
T_LOG_DRIVER = $(tap_driver)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/env .
T_LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/env .

EXTRA_DIST += $(TAP_SCRIPTS) tests/env tests/run tests/lib.sh tests/tap.h

TAP_SCRIPTS += tests/scenario/bootstrap.t

lint_tests = tests/lint/agree.t tests/lint/banned.t tests/lint/format.t \
	tests/lint/headers.t tests/lint/includes.t tests/lint/man.t \
	tests/lint/names.t tests/lint/shell.t
EXTRA_DIST += $(lint_tests) tests/lint/files.sh

# What tests/run runs, without make; `make check' leaves the lint to `make
# lint'.
tests/list: Makefile
	$(AM_V_GEN)$(MKDIR_P) tests && \
	printf '%s\n' $(TAP_TESTS) $(TAP_SCRIPTS) $(lint_tests) >$@
CLEANFILES += tests/list

.PHONY: lint
lint: all
	$(top_srcdir)/tests/run . $(lint_tests)
