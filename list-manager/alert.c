/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/alert.h"

#include "lib/base/mem.h"
#include "list-manager/notice.h"
#include "list-manager/staff.h"

enum rc
alert_internal_named(
    struct manager *manager, const struct posting *posting, struct err *err)
{
	const struct message *message = &posting->letter->message;
	auto_free char *subject = mem_format(
	    "%s: a client knows an internal address", posting->list->name);
	auto_free char *text = mem_format(
	    "%s <%s> wrote to the list and named an internal address:\n\n"
	    "    %s\n\nThe message went out with the internal addresses "
	    "struck from To and\nCc.  Nothing of them reached the clients, "
	    "and the author was told nothing.\nSomebody may have shown him "
	    "the address.\n",
	    message->from_name, message->from_address, message->subject);
	struct notice notice = {
		.list = posting->list,
		.is_internal = true,
		.subject = subject,
		.text = text,
		.about = message->msgid,
	};
	auto_members struct members owners = { .n = 0 };
	enum rc rc = staff_of(
	    manager->store, posting->list, ROLE_OWNER, true, &owners, err);

	for (size_t i = 0; rc == RC_OK && i < owners.n; i++) {
		notice.to_name = owners.v[i].person.name;
		notice.to_address = owners.v[i].person.address;
		rc = notice_queue(manager, &notice, posting->now_s, err);
	}
	return rc;
}
