# SPDX-License-Identifier: GPL-3.0-or-later
store_tests = \
	tests/unit/store-open \
	tests/unit/store-people \
	tests/unit/store-message \
	tests/unit/store-post \
	tests/unit/store-intake \
	tests/unit/store-outbox \
	tests/unit/store-outbox-crash \
	tests/unit/store-view \
	tests/unit/store-view-post \
	tests/unit/store-view-time \
	tests/unit/store-text \
	tests/unit/store-search
store_test_flags = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
store_test_libs = lib/store/libstore.a lib/hash/libhash.a \
	lib/base/libbase.a $(SQLITE_LIBS) $(ZSTD_LIBS) $(NETTLE_LIBS)

check_PROGRAMS += $(store_tests)
TAP_TESTS += $(store_tests)
noinst_HEADERS += tests/unit/store-fixture.h tests/unit/outbox-fixture.h \
	tests/unit/search-fixture.h tests/unit/view-fixture.h

tests_unit_store_open_SOURCES = tests/unit/store-open.c
tests_unit_store_open_CPPFLAGS = $(store_test_flags)
tests_unit_store_open_LDADD = $(store_test_libs)
tests_unit_store_people_SOURCES = tests/unit/store-people.c
tests_unit_store_people_CPPFLAGS = $(store_test_flags)
tests_unit_store_people_LDADD = $(store_test_libs)
tests_unit_store_message_SOURCES = tests/unit/store-message.c
tests_unit_store_message_CPPFLAGS = $(store_test_flags)
tests_unit_store_message_LDADD = $(store_test_libs)
tests_unit_store_post_SOURCES = tests/unit/store-post.c
tests_unit_store_post_CPPFLAGS = $(store_test_flags)
tests_unit_store_post_LDADD = $(store_test_libs)
tests_unit_store_intake_SOURCES = tests/unit/store-intake.c
tests_unit_store_intake_CPPFLAGS = $(store_test_flags)
tests_unit_store_intake_LDADD = $(store_test_libs)
tests_unit_store_outbox_SOURCES = tests/unit/store-outbox.c
tests_unit_store_outbox_CPPFLAGS = $(store_test_flags)
tests_unit_store_outbox_LDADD = $(store_test_libs)
tests_unit_store_outbox_crash_SOURCES = tests/unit/store-outbox-crash.c
tests_unit_store_outbox_crash_CPPFLAGS = $(store_test_flags)
tests_unit_store_outbox_crash_LDADD = $(store_test_libs)
tests_unit_store_view_SOURCES = tests/unit/store-view.c
tests_unit_store_view_CPPFLAGS = $(store_test_flags)
tests_unit_store_view_LDADD = $(store_test_libs)
tests_unit_store_view_post_SOURCES = tests/unit/store-view-post.c
tests_unit_store_view_post_CPPFLAGS = $(store_test_flags)
tests_unit_store_view_post_LDADD = $(store_test_libs)
tests_unit_store_text_SOURCES = tests/unit/store-text.c
tests_unit_store_text_CPPFLAGS = $(store_test_flags)
tests_unit_store_text_LDADD = $(store_test_libs)
tests_unit_store_search_SOURCES = tests/unit/store-search.c
tests_unit_store_search_CPPFLAGS = $(store_test_flags)
tests_unit_store_search_LDADD = $(store_test_libs)
tests_unit_store_view_time_SOURCES = tests/unit/store-view-time.c
tests_unit_store_view_time_CPPFLAGS = $(store_test_flags)
tests_unit_store_view_time_LDADD = $(store_test_libs)
