# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_SOURCES = \
	lib/store/store-private.h lib/store/store.c lib/store/store.h \
	lib/store/schema.c lib/store/stmt.c \
	lib/store/person.c lib/store/person.h \
	lib/store/list.c lib/store/list.h \
	lib/store/member.c lib/store/member.h \
	lib/store/message.c lib/store/message.h lib/store/raw.c \
	lib/store/post-private.h lib/store/post.c lib/store/post.h \
	lib/store/place.c \
	lib/store/hold.c lib/store/hold.h \
	lib/store/token.c lib/store/token.h \
	lib/store/intake.c lib/store/intake.h \
	lib/store/journal.c lib/store/journal.h \
	lib/store/outbox-private.h lib/store/outbox.c lib/store/outbox.h \
	lib/store/chunk.c \
	lib/store/audit.c lib/store/audit.h \
	lib/store/digest.c lib/store/digest.h \
	lib/store/text.c lib/store/text.h \
	lib/store/view-private.h lib/store/view.c lib/store/view.h \
	lib/store/view-schema.c lib/store/view-post.c \
	lib/store/view-list.c lib/store/view-search.c
lib_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(ZSTD_CFLAGS)
