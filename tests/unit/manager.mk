# SPDX-License-Identifier: GPL-3.0-or-later

check_PROGRAMS += tests/unit/answer tests/unit/decide tests/unit/fields \
	tests/unit/route tests/unit/screen tests/unit/subject \
	tests/unit/thread
TAP_TESTS += tests/unit/answer tests/unit/decide tests/unit/fields \
	tests/unit/route tests/unit/screen tests/unit/subject \
	tests/unit/thread
tests_unit_answer_LDADD = $(MANAGER_LIBS)
tests_unit_decide_LDADD = $(MANAGER_LIBS)
tests_unit_fields_LDADD = $(MANAGER_LIBS)
tests_unit_route_LDADD = $(MANAGER_LIBS)
tests_unit_screen_LDADD = $(MANAGER_LIBS)
tests_unit_subject_LDADD = $(MANAGER_LIBS)
tests_unit_thread_LDADD = $(MANAGER_LIBS)
