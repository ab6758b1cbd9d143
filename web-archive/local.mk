# SPDX-License-Identifier: GPL-3.0-or-later

# The builder but for its main, so that unit tests reach it.
noinst_LIBRARIES += web-archive/libweb.a
web_archive_libweb_a_SOURCES = \
	web-archive/article.c web-archive/article.h \
	web-archive/attachment.c web-archive/attachment.h \
	web-archive/body.c web-archive/body.h \
	web-archive/build.c web-archive/build.h \
	web-archive/changes.c web-archive/changes.h \
	web-archive/conversation.c web-archive/conversation.h \
	web-archive/conversation-pages.c \
	web-archive/docroot.c web-archive/docroot.h \
	web-archive/feed.c web-archive/feed.h \
	web-archive/front.c web-archive/front.h \
	web-archive/link.c web-archive/link.h \
	web-archive/mask.c web-archive/mask.h \
	web-archive/month.c web-archive/month.h \
	web-archive/page.c web-archive/page.h \
	web-archive/prose.c web-archive/prose.h \
	web-archive/state.c web-archive/state.h \
	web-archive/threads.c web-archive/threads.h \
	web-archive/web.c web-archive/web.h \
	web-archive/when.c web-archive/when.h
web_archive_libweb_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_builddir)

WEB_LIBS = web-archive/libweb.a lib/store/libstore.a lib/mail/libmail.a \
	lib/hash/libhash.a lib/base/libbase.a \
	$(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)

pkglibexec_PROGRAMS += web-archive/trestle-web
web_archive_trestle_web_SOURCES = web-archive/main.c
web_archive_trestle_web_LDADD = $(WEB_LIBS)

# The stylesheet as a string of C, a line each.
EXTRA_DIST += web-archive/style.css
BUILT_SOURCES += web-archive/style.inc
CLEANFILES += web-archive/style.inc
web-archive/style.inc: $(top_srcdir)/web-archive/style.css
	$(AM_V_GEN)$(MKDIR_P) web-archive && \
	sed -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' \
		$(top_srcdir)/web-archive/style.css >$@
