# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += lib/spool/libspool.a
lib_spool_libspool_a_SOURCES = \
	lib/spool/addressmap.c lib/spool/addressmap.h \
	lib/spool/aside.c \
	lib/spool/draft.c lib/spool/draft.h \
	lib/spool/entry.c lib/spool/entry.h \
	lib/spool/envelope.c lib/spool/envelope.h \
	lib/spool/name.c \
	lib/spool/spool.c lib/spool/spool.h lib/spool/spool-private.h \
	lib/spool/waiting.c \
	lib/spool/watch.c
