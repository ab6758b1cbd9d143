# SPDX-License-Identifier: GPL-3.0-or-later

TESTS = $(TAP_TESTS) $(TAP_SCRIPTS)
TEST_EXTENSIONS = .t
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(tap_driver)
T_LOG_DRIVER = $(tap_driver)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir)
T_LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir)

EXTRA_DIST += $(TAP_SCRIPTS) tests/env tests/run tests/lib.sh tests/tap.h

# What tests/run runs, without make.
tests/list: Makefile
	$(AM_V_GEN)$(MKDIR_P) tests && \
	printf '%s\n' $(TAP_TESTS) $(TAP_SCRIPTS) >$@
CLEANFILES += tests/list

.PHONY: lint
lint: all
	$(top_srcdir)/tests/lint/run $(abs_top_builddir)
