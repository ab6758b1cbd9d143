# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/scenario/machine.t tests/scenario/moderators.t
