/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/index.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/mail/own.h"

static void
write_authors(const struct facts *facts, struct buf *ret)
{
	for (size_t i = 0; i < facts->from.n; i++) {
		buf_puts(ret, facts->from.v[i].name);
		buf_putc(ret, ' ');
		buf_puts(ret, facts->from.v[i].address);
		buf_putc(ret, '\n');
	}
}

static void
write_attachments(const struct facts *facts, struct buf *ret)
{
	for (size_t i = 0; i < facts->n_parts; i++)
		if (facts->parts[i].name[0] != '\0') {
			buf_puts(ret, facts->parts[i].name);
			buf_putc(ret, '\n');
		}
}

/* A full buffer keeps what it took: a text beyond the limit of facts is found
 * by its beginning. */
enum rc
index_post(struct store *store, int64_t post_id, enum side side,
    const struct facts *facts, struct err *err)
{
	auto_buf struct buf author = BUF_INIT(FACTS_TEXT_BYTES);
	auto_buf struct buf own = BUF_INIT(2 * FACTS_TEXT_BYTES);
	auto_buf struct buf quoted = BUF_INIT(2 * FACTS_TEXT_BYTES);
	auto_buf struct buf attachments = BUF_INIT(FACTS_TEXT_BYTES);
	struct text text = { .subject = facts->subject };

	write_authors(facts, &author);
	write_attachments(facts, &attachments);
	own_split(facts->text, strlen(facts->text), &own, &quoted);
	text.author = buf_string(&author);
	text.own = buf_string(&own);
	text.quoted = buf_string(&quoted);
	text.attachments = buf_string(&attachments);
	return text_add(store, post_id, side, &text, err);
}
