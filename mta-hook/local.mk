# SPDX-License-Identifier: GPL-3.0-or-later

# An MTA starts the hook for each message, and a third of its cpu time would
# go into the dynamic loader: measured 0.73 ms against 1.0.  The sanitizers
# need the loader; `make HOOK_LDFLAGS=' does without the static C library.
HOOK_LDFLAGS = $(if $(SANITIZER_CFLAGS),,-static-pie)

bin_PROGRAMS += mta-hook/trestle-hook
mta_hook_trestle_hook_SOURCES = mta-hook/main.c
mta_hook_trestle_hook_LDFLAGS = $(AM_LDFLAGS) $(HOOK_LDFLAGS)
mta_hook_trestle_hook_LDADD = lib/spool/libspool.a lib/base/libbase.a
