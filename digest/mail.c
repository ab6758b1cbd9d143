/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/mail.h"

#include "digest/page.h"
#include "digest/text.h"
#include "lib/base/mem.h"
#include "lib/mail/compose.h"
#include "lib/mail/quoted-printable.h"

/* RFC 2045 6.7: no quoted-printable text has "=_" in it, so that this is
 * found in neither part, and it need not be drawn by lot. */
#define BOUNDARY "=_trestle-digest"

static void
write_part(struct buf *buf, const char *type, const char *text)
{
	buf_puts(buf, "\n--" BOUNDARY "\n");
	compose_raw_field(buf, "Content-Type", type);
	compose_raw_field(buf, "Content-Transfer-Encoding", "quoted-printable");
	buf_putc(buf, '\n');
	quoted_printable_add(buf, text);
}

enum rc
mail_write(const struct digest *digest, struct buf *buf, struct err *err)
{
	auto_buf struct buf text = BUF_INIT(TEXT_BYTES);
	auto_free char *page = page_write(digest);

	text_write(digest, &text);
	compose_text_field(buf, "Subject", digest->subject);
	compose_raw_field(buf, "MIME-Version", "1.0");
	compose_raw_field(buf, "Content-Type",
	    "multipart/alternative; boundary=\"" BOUNDARY "\"");
	write_part(buf, "text/plain; charset=UTF-8", buf_string(&text));
	write_part(buf, "text/html; charset=UTF-8", page != NULL ? page : "");
	buf_puts(buf, "\n--" BOUNDARY "--\n");
	if (page == NULL || buf_is_full(&text) || buf_is_full(buf))
		return err_set(err, RC_PERM, "5.3.4", "the %s is too large",
		    digest->title);
	return RC_OK;
}
