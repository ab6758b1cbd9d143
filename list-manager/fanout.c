/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/fanout.h"

#include "lib/base/mem.h"
#include "lib/store/member.h"
#include "lib/store/outbox.h"
#include "list-manager/listaddress.h"
#include "list-manager/membrane/copy.h"

char *
fanout_sender(const struct manager *manager, const char *object)
{
	char name[NAME_BYTES];

	secret_name(&manager->secret, "bounces", object, name);
	return mem_format("bounces+%s@%s", name, manager->site->domain);
}

static void
recipients_on(const struct members *members, enum side side, struct strv *ret)
{
	for (size_t i = 0; i < members->n; i++)
		if (members->v[i].side == side &&
		    members->v[i].delivery == DELIVERY_ALL)
			strv_add(ret, members->v[i].person.address);
}

static enum rc
queue_variant(struct manager *manager, const struct posting *posting,
    const struct post *post, enum side reader_side,
    const struct strv *recipients, struct err *err)
{
	const struct letter *letter = posting->letter;
	struct copy copy = {
		.site = manager->site,
		.readers = { posting->list, reader_side },
		.post_side = posting->side,
		.is_visitor = posting->is_visitor,
		.author = posting->author,
		.facts = letter->facts,
		.raw = letter->raw,
		.n_header = letter->n_header,
		.shown_id = post->shown_id,
		.post_id = post->id,
		.accepted_s = posting->now_s,
	};
	auto_buf struct buf header = BUF_INIT(COPY_HEADER_BYTES);
	auto_free char *address = list_post_address(
	    manager->site, posting->list->name, posting->side);
	auto_free char *object = mem_format("%s %s", address, post->shown_id);
	auto_free char *sender = fanout_sender(manager, object);
	struct outbox_copy variant = {
		.message_id = letter->message.id,
		.body_offset = letter->n_header,
		.sender = sender,
		.post_id = post->id,
		.list_id = posting->list->id,
		.created_s = posting->now_s,
	};
	enum rc rc = copy_header(manager->store, &copy, &header, err);

	if (rc != RC_OK)
		return rc;
	variant.header = header.data;
	variant.n_header = header.len;
	return outbox_add(manager->store, &variant, recipients,
	    manager->site->recipients_per_transaction, err);
}

enum rc
fanout(struct manager *manager, const struct posting *posting,
    const struct post *post, struct err *err)
{
	static const enum side sides[] = { SIDE_INTERNAL, SIDE_CLIENT };
	auto_members struct members members = { .n = 0 };
	enum rc rc =
	    member_all(manager->store, posting->list->id, &members, err);

	for (size_t i = 0; rc == RC_OK && i < 2; i++) {
		auto_strv struct strv recipients = STRV_INIT;

		/* Invariant of the membrane: no copy of an internal post is
		 * ever made for the client side. */
		if (sides[i] == SIDE_CLIENT && posting->side != SIDE_CLIENT)
			continue;
		recipients_on(&members, sides[i], &recipients);
		if (recipients.n > 0)
			rc = queue_variant(
			    manager, posting, post, sides[i], &recipients, err);
	}
	return rc;
}
