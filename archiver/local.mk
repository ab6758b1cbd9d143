# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += archiver/libarchiver.a
archiver_libarchiver_a_SOURCES = \
	archiver/filing.c archiver/filing.h \
	archiver/index.c archiver/index.h \
	archiver/letter.c archiver/letter.h \
	archiver/subject.c archiver/subject.h \
	archiver/thread.c archiver/thread.h
