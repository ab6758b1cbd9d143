/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-manager/membrane/fields.h"

#include <string.h>

#include "lib/base/ascii.h"

/* From, To, Cc, ids and list fields are not here: the server writes them. */
static const char *const allowed[] = {
	"Subject",
	"Date",
	"MIME-Version",
	"Content-Type",
	"Content-Transfer-Encoding",
	"Content-Disposition",
	"Content-Description",
	"Content-Language",
	"Content-ID",
	"Content-Location",
	"Content-Base",
};

static const char *const kept_from_internal[] = {
	/* trace and delivery, which the MTA writes anew */
	"Return-Path",
	"Delivered-To",
	"X-Original-To",
	"Envelope-To",
	"Bcc",
	"Resent-Bcc",
	/* where a reply or a receipt would go */
	"Reply-To",
	"Mail-Followup-To",
	"Mail-Reply-To",
	"Followup-To",
	"Errors-To",
	"Disposition-Notification-To",
	"Return-Receipt-To",
	"X-Confirm-Reading-To",
	/* what the server says itself */
	"To",
	"Cc",
	"Message-ID",
	"References",
	"In-Reply-To",
	"Precedence",
	"Approved",
	"Archived-At",
	"Also-Sent-To",
	/* counts and dates replies that the reader may not know of
	   (MS-OXOMSG 2.2.1.3) */
	"Thread-Index",
	"Thread-Topic",
};

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

_Static_assert(N_OF(allowed) <= 32, "field_passes_mixed has a bit for each");

static bool
is_one_of(const struct field *field, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (field_is(field, names[i]))
			return true;
	return false;
}

bool
field_passes_mixed(const struct field *field, unsigned *seen)
{
	for (size_t i = 0; i < N_OF(allowed); i++) {
		if (!field_is(field, allowed[i]))
			continue;
		if ((*seen & (1u << i)) != 0)
			return false;
		*seen |= 1u << i;
		return true;
	}
	return false;
}

bool
field_passes_internal(const struct field *field)
{
	static const char list_prefix[] = "List-";
	size_t n = sizeof(list_prefix) - 1;

	if (field->n_name == 0)
		return false;
	if (field->n_name > n && ascii_equal_n(field->name, n, list_prefix))
		return false;
	return !is_one_of(field, kept_from_internal, N_OF(kept_from_internal));
}

static bool
is_blank(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!ascii_is_space(bytes[i]))
			return false;
	return true;
}

static void
copy_line(struct buf *buf, const char *line, size_t n)
{
	if (n > 0 && line[n - 1] == '\r')
		n--;
	if (is_blank(line, n))
		return;
	for (size_t i = 0; i < n; i++)
		if (line[i] != '\0')
			buf_putc(buf, line[i] == '\r' ? ' ' : line[i]);
	buf_putc(buf, '\n');
}

void
field_copy(struct buf *buf, const struct field *field)
{
	const char *end = field->bytes + field->n_bytes;
	const char *line = field->bytes;

	while (line < end) {
		const char *lf = memchr(line, '\n', (size_t)(end - line));
		const char *next = lf != NULL ? lf + 1 : end;

		copy_line(buf, line, (size_t)((lf != NULL ? lf : end) - line));
		line = next;
	}
}
