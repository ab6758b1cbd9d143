# SPDX-License-Identifier: GPL-3.0-or-later

# The list manager but for its main, so that unit tests reach it.
noinst_LIBRARIES += list-manager/libmanager.a
list_manager_libmanager_a_SOURCES = \
	list-manager/addresses.c list-manager/addresses.h \
	list-manager/alert.c list-manager/alert.h \
	list-manager/answer.c list-manager/answer.h \
	list-manager/batch.c list-manager/batch.h \
	list-manager/decide.c list-manager/decide.h \
	list-manager/digestmail.c list-manager/digestmail.h \
	list-manager/entry.c list-manager/entry.h \
	list-manager/errand.c list-manager/errand.h \
	list-manager/errands.c list-manager/errands.h \
	list-manager/fanout.c list-manager/fanout.h \
	list-manager/holding.c list-manager/holding.h \
	list-manager/holdtext.c list-manager/holdtext.h \
	list-manager/identify.c list-manager/identify.h \
	list-manager/listaddress.c list-manager/listaddress.h \
	list-manager/listfields.c list-manager/listfields.h \
	list-manager/manager.c list-manager/manager.h \
	list-manager/naming.c list-manager/naming.h \
	list-manager/notice.c list-manager/notice.h \
	list-manager/ownermail.c list-manager/ownermail.h \
	list-manager/posting.c list-manager/posting.h \
	list-manager/recipient.c list-manager/recipient.h \
	list-manager/release.c list-manager/release.h \
	list-manager/route.c list-manager/route.h \
	list-manager/screen.c list-manager/screen.h \
	list-manager/sender.c list-manager/sender.h \
	list-manager/serve.c list-manager/serve.h \
	list-manager/staff.c list-manager/staff.h \
	list-manager/membrane/addressees.c \
	list-manager/membrane/addressees.h \
	list-manager/membrane/copy.c list-manager/membrane/copy.h \
	list-manager/membrane/fields.c list-manager/membrane/fields.h \
	list-manager/membrane/from.c list-manager/membrane/from.h \
	list-manager/membrane/ids.c list-manager/membrane/ids.h

MANAGER_LIBS = list-manager/libmanager.a archiver/libarchiver.a \
	lib/store/libstore.a lib/spool/libspool.a lib/mail/libmail.a \
	lib/match/libmatch.a lib/hash/libhash.a lib/base/libbase.a \
	$(SQLITE_LIBS) $(ZSTD_LIBS) $(GMIME_LIBS) $(XML2_LIBS) $(PCRE2_LIBS) \
	$(NETTLE_LIBS)

pkglibexec_PROGRAMS += list-manager/trestle-manager
list_manager_trestle_manager_SOURCES = list-manager/main.c
list_manager_trestle_manager_LDADD = $(MANAGER_LIBS)

include $(top_srcdir)/list-manager/send.mk
