/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/decide.h"

#include "lib/base/buf.h"

static struct decision
post(void)
{
	return (struct decision){ .verdict = VERDICT_POST };
}

static struct decision
file(const char *why)
{
	return (struct decision){ .verdict = VERDICT_FILE, .filed = why };
}

bool
hold_asks_author(unsigned reasons)
{
	return (reasons & (HOLD_UNPROVEN | HOLD_BOTH_SIDES)) != 0;
}

static struct decision
hold(unsigned reasons)
{
	return (struct decision){
		.verdict = VERDICT_HOLD,
		.reasons = reasons,
		.asks_author = hold_asks_author(reasons),
	};
}

/* Does he write as an insider here?  A person of ours who is on the client
 * side of this list speaks as a client. */
static bool
speaks_as_insider(const struct circumstances *known)
{
	return known->is_insider && known->side != SIDE_CLIENT;
}

static struct decision
decide_shared(const struct circumstances *known)
{
	bool is_insider = speaks_as_insider(known);
	struct decision decision;
	unsigned reasons = 0;

	if (!known->has_author)
		reasons |= HOLD_NO_AUTHOR;
	else if (known->side == SIDE_NONE)
		reasons |= HOLD_STRANGER;
	if (is_insider && known->proof != PROOF_GOOD)
		reasons |= HOLD_UNPROVEN;
	if (is_insider && known->names_internal)
		reasons |= HOLD_BOTH_SIDES;
	decision = reasons == 0 ? post() : hold(reasons);
	/* Rule 3 holds insiders only: a client's post that waited for what
	 * it names would tell him what exists inside. */
	decision.alerts_owners = !is_insider && known->names_internal;
	return decision;
}

static struct decision
decide_internal(const struct circumstances *known)
{
	bool is_outside = !known->is_submitted && known->proof != PROOF_GOOD;
	struct decision decision;

	if (is_outside && !known->is_outside_welcome)
		return file("from outside");
	if (!known->has_author)
		return is_outside ? file("no single author")
				  : hold(HOLD_NO_AUTHOR);
	if (!speaks_as_insider(known)) {
		decision = post();
		decision.is_visitor = true;
		return decision;
	}
	/* Writing inward widens nothing: any insider may, on any list. */
	return known->proof == PROOF_GOOD ? post() : hold(HOLD_UNPROVEN);
}

struct decision
decide(const struct circumstances *known)
{
	if (known->screened != NULL)
		return file(known->screened);
	if (known->is_internal)
		return decide_internal(known);
	return decide_shared(known);
}

char *
hold_reasons_text(unsigned reasons)
{
	static const struct {
		unsigned reason;
		const char *text;
	} words[] = {
		{ HOLD_STRANGER, "stranger" },
		{ HOLD_NO_AUTHOR, "no single author" },
		{ HOLD_UNPROVEN, "unproven" },
		{ HOLD_BOTH_SIDES, "both sides" },
	};
	struct buf text = BUF_INIT(200);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if ((reasons & words[i].reason) == 0)
			continue;
		if (text.len > 0)
			buf_puts(&text, ", ");
		buf_puts(&text, words[i].text);
	}
	return buf_take(&text);
}
