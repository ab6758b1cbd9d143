/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/screen.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/ascii.h"

const char *
screen_automatic(const struct facts *facts, const char *sender)
{
	if (sender[0] == '\0')
		return "automatic: null sender";
	/* RFC 3834 5: anything but "no" was not sent by a person. */
	if (facts->auto_submitted[0] != '\0' &&
	    !ascii_equal(facts->auto_submitted, "no"))
		return "automatic: Auto-Submitted";
	if (facts->is_report)
		return "automatic: report";
	if (facts->has_auto_reply_field ||
	    ascii_equal(facts->precedence, "auto_reply"))
		return "automatic: auto-reply";
	return NULL;
}

static bool
has_suffix(const char *local, size_t n_local, const char *suffix)
{
	size_t n = strlen(suffix);

	return n_local >= n && ascii_equal_n(local + n_local - n, n, suffix);
}

bool
screen_is_list_mail(const struct facts *facts, const char *sender)
{
	size_t n_local = strcspn(sender, "@");

	return facts->list_ids.n > 0 ||
	    ascii_equal(facts->precedence, "list") ||
	    ascii_equal(facts->precedence, "bulk") ||
	    ascii_equal(facts->precedence, "junk") ||
	    ascii_has_prefix(sender, "owner-") ||
	    ascii_has_prefix(sender, "mailer-daemon@") ||
	    has_suffix(sender, n_local, "-request") ||
	    has_suffix(sender, n_local, "-bounces");
}

const char *
screen_loop(const struct facts *facts, const char *list_id)
{
	if (strv_has_nocase(&facts->list_ids, list_id))
		return "loop: List-Id";
	if (facts->n_received > SCREEN_MAX_RECEIVED)
		return "loop: hops";
	return NULL;
}
