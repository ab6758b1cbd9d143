# SPDX-License-Identifier: GPL-3.0-or-later
#
# make check-membrane: 200 generated scenarios, each played with and without
# what a view's readers do not read (DESIGN.md 5.12).  It joins the check when
# its last difference is decided: an id derived from the bytes of a message
# that was held, sent, repeated after five days, held and sent again.
EXTRA_DIST += \
	tests/membrane/Canary.pm \
	tests/membrane/Generate.pm \
	tests/membrane/Judge.pm \
	tests/membrane/Mail.pm \
	tests/membrane/Play.pm \
	tests/membrane/Reduce.pm \
	tests/membrane/Scenario.pm \
	tests/membrane/Tree.pm \
	tests/membrane/World.pm \
	tests/membrane/generated.t \
	tests/membrane/play \
	tests/membrane/replay.t

.PHONY: check-membrane
check-membrane: all
	$(SHELL) $(top_srcdir)/tests/env $(abs_top_builddir) \
		$(top_srcdir)/tests/membrane/generated.t
