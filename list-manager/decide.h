/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens to a post: a pure function of what is known about it.  No
 * file, no database, no clock; the table in tests/unit/decide.c is its
 * specification.  All reasons to hold are collected before anybody is asked.
 */
#ifndef LIST_MANAGER_DECIDE_H
#define LIST_MANAGER_DECIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/store/list.h"
#include "list-manager/identify.h"

/* Why a message waits; several may hold at once. */
enum hold_reason {
	HOLD_STRANGER = 1, /* its author is not on the list */
	HOLD_NO_AUTHOR = 2, /* not exactly one From with one mailbox */
	HOLD_UNPROVEN = 4, /* says an insider wrote it, without proof */
	HOLD_BOTH_SIDES = 8, /* names an internal address as well */
};

enum verdict {
	VERDICT_POST,
	VERDICT_HOLD,
	VERDICT_FILE, /* kept with a reason, told to nobody */
};

/* What is known about one post for one list. */
struct circumstances {
	bool is_internal; /* written to the internal address */
	const char *screened; /* words of screen.h, NULL when clean */
	bool has_author; /* exactly one */
	enum side side; /* the author's on this list, or none */
	bool is_insider; /* internal side of some list */
	enum proof proof;
	bool names_internal; /* header, envelope or an earlier delivery
	                            of it name an internal address */
	bool is_submitted; /* through our own submission */
	bool is_outside_welcome; /* internal_from_outside = accept */
};

struct decision {
	enum verdict verdict;
	unsigned reasons; /* of a hold: enum hold_reason */
	bool asks_author; /* of a hold: the author first, else the moderators */
	const char *filed; /* of a file: why, constant */
	bool is_visitor; /* of a post: author is no insider, From is
	                        rewritten, nobody outside is told */
	bool alerts_owners; /* of a post: a client named internal addresses */
};

struct decision decide(const struct circumstances *known);

/* Is it the author who is asked first?  For his own intention nobody else
 * speaks; the moderators are asked behind him. */
bool hold_asks_author(unsigned reasons);

/* The reasons as words, "stranger, both sides"; from the heap. */
char *hold_reasons_text(unsigned reasons);

#endif
