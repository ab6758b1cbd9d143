# SPDX-License-Identifier: GPL-3.0-or-later
pkglibexec_PROGRAMS += trestle-send
trestle_send_SOURCES = \
	list-manager/backoff.c list-manager/backoff.h \
	list-manager/send-main.c \
	list-manager/send.c list-manager/send.h
trestle_send_LDADD = lib/net/libnet.a lib/store/libstore.a \
	lib/hash/libhash.a lib/base/libbase.a \
	$(CURL_LIBS) $(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)
