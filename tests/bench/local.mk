# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += tests/bench/hook.sh

EXTRA_PROGRAMS += tests/bench/hook
tests_bench_hook_SOURCES = tests/bench/hook.c

# Linked as the hook is.
EXTRA_PROGRAMS += tests/bench/floor
tests_bench_floor_SOURCES = tests/bench/floor.c
tests_bench_floor_LDFLAGS = $(AM_LDFLAGS) $(HOOK_LINKING)

bench_hook_programs = mta-hook/trestle-hook tests/bench/hook tests/bench/floor
CLEANFILES += tests/bench/hook tests/bench/floor

.PHONY: bench-hook
bench-hook: $(bench_hook_programs)
	@$(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir) \
		$(SHELL) $(top_srcdir)/tests/bench/hook.sh

EXTRA_DIST += tests/bench/import.sh
EXTRA_PROGRAMS += tests/bench/spent
tests_bench_spent_SOURCES = tests/bench/spent.c
CLEANFILES += tests/bench/spent

.PHONY: bench-import
bench-import: all tests/bench/spent
	@$(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir) \
		$(SHELL) $(top_srcdir)/tests/bench/import.sh

EXTRA_DIST += tests/bench/web.sh
.PHONY: bench-web
bench-web: all tests/bench/spent
	@$(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir) \
		$(SHELL) $(top_srcdir)/tests/bench/web.sh
