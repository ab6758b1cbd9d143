/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/mail/facts-private.h"

struct facts *
facts_new(void)
{
	struct facts *facts = mem_zero(1, sizeof *facts);

	facts->subject = mem_dup("");
	facts->auto_submitted = mem_dup("");
	facts->precedence = mem_dup("");
	facts->content_type = mem_dup("");
	facts->text = mem_dup("");
	return facts;
}

void
mailboxes_take(struct mailboxes *list, char *name, char *address)
{
	list->v = mem_grow(list->v, list->n + 1, sizeof *list->v);
	list->v[list->n++] = (struct mailbox){ name, address };
}

void
mailboxes_release(struct mailboxes *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->v[i].name);
		free(list->v[i].address);
	}
	free(list->v);
	*list = (struct mailboxes){ .v = NULL };
}

struct part *
facts_add_part(struct facts *facts)
{
	struct part *part;

	facts->parts =
	    mem_grow(facts->parts, facts->n_parts + 1, sizeof *facts->parts);
	part = &facts->parts[facts->n_parts++];
	*part = (struct part){ .type = mem_dup(""), .name = mem_dup("") };
	return part;
}

static void
part_release(struct part *part)
{
	free(part->type);
	free(part->name);
	free(part->text);
}

void
facts_free(struct facts *facts)
{
	if (facts == NULL)
		return;
	mailboxes_release(&facts->from);
	mailboxes_release(&facts->sender);
	mailboxes_release(&facts->reply_to);
	mailboxes_release(&facts->to);
	mailboxes_release(&facts->cc);
	free(facts->message_id);
	strv_release(&facts->references);
	strv_release(&facts->in_reply_to);
	free(facts->subject);
	free(facts->auto_submitted);
	free(facts->precedence);
	strv_release(&facts->list_ids);
	free(facts->content_type);
	for (size_t i = 0; i < facts->n_parts; i++)
		part_release(&facts->parts[i]);
	free(facts->parts);
	free(facts->text);
	free(facts);
}

void
facts_cleanup(struct facts **facts)
{
	facts_free(*facts);
}
