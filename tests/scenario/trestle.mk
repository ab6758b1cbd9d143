# SPDX-License-Identifier: GPL-3.0-or-later
TAP_SCRIPTS += tests/scenario/trestle.t tests/scenario/doctor.t \
	tests/scenario/serve.t
