# SPDX-License-Identifier: GPL-3.0-or-later

# A library to preload (fault.c says how to use it).  To automake it is a
# program: we have no libtool, and a plain rule would track no dependencies.
check_PROGRAMS += tests/fault/libfault.so
tests_fault_libfault_so_SOURCES = \
	tests/fault/calls.c \
	tests/fault/fault.c tests/fault/fault-private.h
tests_fault_libfault_so_CFLAGS = $(WARN_CFLAGS) -fPIC
tests_fault_libfault_so_LDFLAGS = -shared

# The hook again, with the loader that preloading needs.
check_PROGRAMS += tests/fault/trestle-hook
tests_fault_trestle_hook_SOURCES = mta-hook/main.c
tests_fault_trestle_hook_LDADD = lib/spool/libspool.a lib/base/libbase.a
