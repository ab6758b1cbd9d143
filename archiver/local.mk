# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += archiver/libarchiver.a
archiver_libarchiver_a_SOURCES = \
	archiver/civil.c archiver/civil.h \
	archiver/columns.c archiver/columns.h \
	archiver/filing.c archiver/filing.h \
	archiver/found.c archiver/found.h \
	archiver/from-line.c archiver/from-line.h \
	archiver/hits.c archiver/hits.h \
	archiver/import.c archiver/import.h \
	archiver/index.c archiver/index.h \
	archiver/letter.c archiver/letter.h \
	archiver/maildir.c archiver/maildir.h \
	archiver/mbox.c archiver/mbox.h \
	archiver/search-query.c archiver/search-query.h \
	archiver/source.c archiver/source.h \
	archiver/subject.c archiver/subject.h \
	archiver/thread.c archiver/thread.h

# Search and export open a view and parse nothing; import leaves parsing to
# the worker.
archiver_view_libs = archiver/libarchiver.a lib/store/libstore.a \
	lib/mail/libmail.a lib/hash/libhash.a lib/base/libbase.a \
	$(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)

pkglibexec_PROGRAMS += archiver/trestle-export archiver/trestle-import \
	archiver/trestle-search
archiver_trestle_export_SOURCES = archiver/export-main.c
archiver_trestle_export_LDADD = $(archiver_view_libs)
archiver_trestle_import_SOURCES = archiver/import-main.c
archiver_trestle_import_LDADD = archiver/libarchiver.a lib/store/libstore.a \
	lib/mail/libmail.a lib/match/libmatch.a lib/hash/libhash.a \
	lib/base/libbase.a $(SQLITE_LIBS) $(ZSTD_LIBS) $(PCRE2_LIBS) \
	$(NETTLE_LIBS)
archiver_trestle_search_SOURCES = archiver/search-main.c
archiver_trestle_search_LDADD = $(archiver_view_libs)
