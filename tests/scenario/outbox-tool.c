/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fills and reads an outbox without a list manager, for send.t:
 *
 *   outbox-tool DB fill N PER-CHUNK RECIPIENT...   queue N copies
 *   outbox-tool DB claim                           and crash
 *   outbox-tool DB count                           one line
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/store/message.h"
#include "lib/store/outbox.h"

#define RAW "Subject: raw\n\nThe body.\n.\n"

static void
must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "outbox-tool: %s\n", err->text);
	exit(EX_SOFTWARE);
}

static void
fill(struct store *store, size_t n_copies, size_t per_chunk,
    char *const *recipients)
{
	struct message message = {
		.msgid = mem_dup("m@x.org"),
		.subject = mem_dup("raw"),
		.from_name = mem_dup(""),
		.from_address = mem_dup("s@x.org"),
		.date_s = clock_now_s(),
		.received_s = clock_now_s(),
	};
	auto_strv struct strv list = STRV_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; recipients[i] != NULL; i++)
		strv_add(&list, recipients[i]);
	must(store_begin(store, &err), &err);
	must(message_add(store, &message, RAW, strlen(RAW), &err), &err);
	for (size_t i = 0; i < n_copies; i++) {
		auto_free char *header =
		    mem_format("Subject: copy %zu\n\n", i + 1);
		const struct outbox_copy copy = {
			.message_id = message.id,
			.body_offset = strlen("Subject: raw\n\n"),
			.header = header,
			.n_header = strlen(header),
			.sender = "bounces+t@lists.example.com",
			.created_s = clock_now_s(),
		};

		must(outbox_add(store, &copy, &list, per_chunk, &err), &err);
	}
	must(store_commit(store, &err), &err);
	message_release(&message);
}

static void
claim(struct store *store)
{
	auto_chunk struct chunk chunk = { .id = 0 };
	struct err err = ERR_INIT;

	must(outbox_claim(store, clock_now_s(), &chunk, &err), &err);
}

static void
count(struct store *store)
{
	struct outbox_counts c = { .copies = 0 };
	struct err err = ERR_INIT;

	must(outbox_count(store, &c, &err), &err);
	printf("waiting %" PRIu64 " flying %" PRIu64 " sent %" PRIu64
	       " refused %" PRIu64 " repeated %" PRIu64 "\n",
	    c.waiting, c.flying, c.sent, c.refused, c.repeated_chunks);
}

int
main(int argc, char **argv)
{
	auto_store struct store *store = NULL;
	struct err err = ERR_INIT;

	if (argc < 3)
		return EX_USAGE;
	must(store_open(argv[1], STORE_CREATE, &store, &err), &err);
	if (strcmp(argv[2], "fill") == 0 && argc > 5)
		fill(store, (size_t)atol(argv[3]), (size_t)atol(argv[4]),
		    argv + 5);
	else if (strcmp(argv[2], "claim") == 0)
		claim(store);
	else if (strcmp(argv[2], "count") == 0)
		count(store);
	else
		return EX_USAGE;
	return EX_OK;
}
