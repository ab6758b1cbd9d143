# SPDX-License-Identifier: GPL-3.0-or-later

# An MTA starts the hook for each message, and a fifth of its cpu time would
# go into the dynamic loader (bench-hook: 0.96 of a static floor, 1.20 with
# the loader).  The sanitizers need the loader; `make HOOK_LINKING=' builds
# without a static C library.
HOOK_LINKING = $(if $(SANITIZER_CFLAGS),,-static-pie)

bin_PROGRAMS += mta-hook/trestle-hook
mta_hook_trestle_hook_SOURCES = mta-hook/main.c
mta_hook_trestle_hook_LDFLAGS = $(AM_LDFLAGS) $(HOOK_LINKING)
mta_hook_trestle_hook_LDADD = lib/spool/libspool.a lib/base/libbase.a

# Asked by Postfix at RCPT TO: the same address map as the hook's.
pkglibexec_PROGRAMS += mta-hook/trestle-recipients
mta_hook_trestle_recipients_SOURCES = mta-hook/recipients.c
mta_hook_trestle_recipients_LDADD = lib/spool/libspool.a lib/base/libbase.a
