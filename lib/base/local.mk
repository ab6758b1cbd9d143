# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += lib/base/libbase.a
lib_base_libbase_a_SOURCES = \
	lib/base/ascii.c lib/base/ascii.h \
	lib/base/buf.c lib/base/buf.h \
	lib/base/child.c lib/base/child.h \
	lib/base/clock.c lib/base/clock.h \
	lib/base/err.c lib/base/err.h \
	lib/base/file.c lib/base/file.h \
	lib/base/html.c lib/base/html.h \
	lib/base/log.c lib/base/log.h \
	lib/base/mem.c lib/base/mem.h \
	lib/base/options.c lib/base/options.h \
	lib/base/settings.c lib/base/settings.h \
	lib/base/settings-value.c lib/base/settings-private.h \
	lib/base/site.c lib/base/site.h \
	lib/base/strv.c lib/base/strv.h
lib_base_libbase_a_CPPFLAGS = $(AM_CPPFLAGS) \
	-DTRESTLE_LIBEXECDIR='"$(pkglibexecdir)"'
