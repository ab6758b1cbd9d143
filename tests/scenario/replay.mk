# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += \
	tests/scenario/automatic.t \
	tests/scenario/both-sides.t \
	tests/scenario/closed-inside.t \
	tests/scenario/conversation.t \
	tests/scenario/internal-list.t \
	tests/scenario/leaving.t \
	tests/scenario/many-recipients.t \
	tests/scenario/odd-mail.t \
	tests/scenario/prefix.t \
	tests/scenario/repeated-id.t \
	tests/scenario/stranger.t \
	tests/scenario/threads.t \
	tests/scenario/unknown.t \
	tests/scenario/unproven.t \
	tests/scenario/visitor.t \
	tests/membrane/check.t \
	tests/membrane/first.t \
	tests/membrane/same.t \
	tests/replay/count.t \
	tests/replay/fault.t \
	tests/replay/kill.t
EXTRA_DIST += \
	tests/scenario/words.sh \
	tests/membrane/Check.pm \
	tests/replay/Corpus.pm \
	tests/replay/Letter.pm \
	tests/replay/Mbox.pm \
	tests/replay/Model.pm \
	tests/replay/Site.pm
