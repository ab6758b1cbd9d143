# SPDX-License-Identifier: GPL-3.0-or-later
#
# GMime, GLib and libxml2 are used by the worker's half alone; a program that
# only asks a worker needs none of them, and links none.

noinst_LIBRARIES += lib/mail/libmail.a
lib_mail_libmail_a_SOURCES = \
	lib/mail/address.c lib/mail/address.h \
	lib/mail/bounds.c lib/mail/bounds.h \
	lib/mail/charset.c lib/mail/charset.h \
	lib/mail/compose.c lib/mail/compose.h \
	lib/mail/encoded-word.c lib/mail/encoded-word.h \
	lib/mail/facts.c lib/mail/facts.h lib/mail/facts-private.h \
	lib/mail/facts-address.c \
	lib/mail/facts-code.c \
	lib/mail/facts-parse.c lib/mail/facts-parse.h \
	lib/mail/facts-part.c \
	lib/mail/facts-reading.c \
	lib/mail/facts-tree.c \
	lib/mail/flowed.c lib/mail/flowed.h \
	lib/mail/frame.c lib/mail/frame.h \
	lib/mail/header.c lib/mail/header.h \
	lib/mail/html.c lib/mail/html.h \
	lib/mail/html-element.c lib/mail/html-element.h \
	lib/mail/html-lines.c lib/mail/html-lines.h \
	lib/mail/msgid.c lib/mail/msgid.h \
	lib/mail/opaque.c lib/mail/opaque.h \
	lib/mail/own.c lib/mail/own.h \
	lib/mail/own-marks.c lib/mail/own-marks.h \
	lib/mail/quoted-printable.c lib/mail/quoted-printable.h \
	lib/mail/utf8.c lib/mail/utf8.h \
	lib/mail/worker.c lib/mail/worker.h lib/mail/worker-private.h \
	lib/mail/worker-serve.c
lib_mail_libmail_a_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(XML2_CFLAGS)

pkglibexec_PROGRAMS += lib/mail/trestle-worker
lib_mail_trestle_worker_SOURCES = lib/mail/worker-main.c
lib_mail_trestle_worker_LDADD = lib/mail/libmail.a lib/base/libbase.a \
	$(GMIME_LIBS) $(XML2_LIBS)
