# SPDX-License-Identifier: GPL-3.0-or-later

bin_PROGRAMS += trestle/trestle
trestle_trestle_SOURCES = \
	trestle/near.c trestle/near.h \
	trestle/trestle.c
trestle_trestle_LDADD = lib/base/libbase.a

pkglibexec_PROGRAMS += trestle/trestle-admin
trestle_trestle_admin_SOURCES = \
	trestle/admin.c trestle/admin.h \
	trestle/admin-doctor.c \
	trestle/admin-init.c \
	trestle/admin-list.c \
	trestle/admin-main.c \
	trestle/admin-member.c trestle/admin-member.h \
	trestle/admin-member-add.c \
	trestle/admin-status.c \
	trestle/conf.c trestle/conf.h \
	trestle/doctor.h \
	trestle/doctor-database.c \
	trestle/doctor-files.c \
	trestle/doctor-index.c \
	trestle/doctor-pages.c \
	trestle/doctor-queues.c \
	trestle/near.c trestle/near.h \
	trestle/roles.c
trestle_trestle_admin_LDADD = \
	list-manager/libmanager.a archiver/libarchiver.a \
	web-archive/libweb.a lib/store/libstore.a \
	lib/spool/libspool.a lib/mail/libmail.a lib/hash/libhash.a lib/base/libbase.a \
	$(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)

EXTRA_DIST += trestle/demo/run trestle/demo/replay \
	trestle/demo/story/index trestle/demo/story/people \
	trestle/demo/story/01-claire-asks.eml \
	trestle/demo/story/02-alice-inside.eml \
	trestle/demo/story/03-bob-inside.eml \
	trestle/demo/story/04-bob-engineering.eml \
	trestle/demo/story/05-farid-engineering.eml \
	trestle/demo/story/06-emma-outside.eml \
	trestle/demo/story/07-david-asks.eml \
	trestle/demo/story/08-bob-both.eml \
	trestle/demo/story/09-bob-outside.eml \
	trestle/demo/story/10-claire-thanks.eml \
	trestle/demo/story/11-marc-writes.eml
