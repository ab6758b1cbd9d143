# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += lib/net/libnet.a
lib_net_libnet_a_SOURCES = \
	lib/net/lines.c lib/net/lines.h \
	lib/net/submit-replies.c lib/net/submit-replies.h \
	lib/net/submit.c lib/net/submit.h
lib_net_libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
