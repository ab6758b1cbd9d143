/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/listfields.h"

#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "list-manager/listaddress.h"

static void
write_mailto(const struct site *site, const struct list *list, const char *name,
    const char *function, struct buf *buf)
{
	auto_free char *address =
	    list_function_address(site, list->name, list->kind, function);
	auto_free char *value = mem_format("<mailto:%s>", address);

	compose_raw_field(buf, name, value);
}

void
listfields_write(const struct site *site, const struct list *list,
    enum side side, struct buf *buf)
{
	auto_free char *address = list_post_address(site, list->name, side);
	auto_free char *id = list_id_of(site, list->name, side);
	auto_free char *id_value = mem_format("<%s>", id);
	auto_free char *post_value = mem_format("<mailto:%s>", address);

	compose_raw_field(buf, "List-Id", id_value);
	compose_raw_field(buf, "List-Post", post_value);
	write_mailto(site, list, "List-Help", "request", buf);
	write_mailto(site, list, "List-Subscribe", "join", buf);
	write_mailto(site, list, "List-Unsubscribe", "leave", buf);
	write_mailto(site, list, "List-Owner", "owner", buf);
	compose_raw_field(buf, "Precedence", "list");
}
