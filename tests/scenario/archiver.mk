# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/scenario/archiver.t tests/scenario/phrases.t
