# SPDX-License-Identifier: GPL-3.0-or-later

# All but its main, so that unit tests reach it.
noinst_LIBRARIES += digest/libdigest.a
digest_libdigest_a_SOURCES = \
	digest/conversation.c digest/conversation.h \
	digest/digest.c digest/digest.h \
	digest/gather.c digest/gather.h \
	digest/mail.c digest/mail.h \
	digest/news.c digest/news.h \
	digest/page.c digest/page.h \
	digest/question.c digest/question.h \
	digest/reading.c digest/reading.h \
	digest/text.c digest/text.h \
	digest/voices.c digest/voices.h \
	digest/wrap.c digest/wrap.h

DIGEST_LIBS = digest/libdigest.a lib/store/libstore.a lib/spool/libspool.a \
	lib/mail/libmail.a lib/hash/libhash.a lib/base/libbase.a \
	$(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)

pkglibexec_PROGRAMS += digest/trestle-digest
digest_trestle_digest_SOURCES = digest/main.c
digest_trestle_digest_LDADD = $(DIGEST_LIBS)
