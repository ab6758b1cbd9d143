/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/voices.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/mail/utf8.h"

enum { TOLD_BYTES = 4 * 1024 };

char *
voice_name(const struct view_post *post)
{
	auto_free char *name = mem_dup(post->from_name);

	/* Some clients write the address as the name. */
	name[strcspn(name, "@")] = '\0';
	name[utf8_cut(name, strlen(name), VOICE_BYTES)] = '\0';
	if (ascii_trim(name)[0] == '\0')
		return mem_dup("no name");
	return mem_dup(ascii_trim(name));
}

static const char *
side_of(const struct view_post *post)
{
	switch (post->author_side) {
	case SIDE_CLIENT:
		return "client";
	case SIDE_INTERNAL:
		return "company";
	case SIDE_NONE:
		break;
	}
	return "guest";
}

char *
voice_of(const struct view_post *post, bool has_sides)
{
	auto_free char *name = voice_name(post);

	if (!has_sides && post->author_side != SIDE_NONE)
		return take(name);
	return mem_format("%s (%s)", name, side_of(post));
}

void
voices_add(struct voices *voices, const struct view_post *post)
{
	auto_free char *name = voice_name(post);
	struct strv *side = &voices->guests;

	if (post->author_side == SIDE_CLIENT)
		side = &voices->clients;
	else if (post->author_side == SIDE_INTERNAL)
		side = &voices->insiders;
	if (!strv_has(side, name))
		strv_take(side, take(name));
}

static void
tell(struct buf *buf, const struct strv *names, const char *side)
{
	if (names->n == 0)
		return;
	if (buf->len > 0)
		buf_puts(buf, "; ");
	for (size_t i = 0; i < names->n && i < VOICES_SHOWN; i++)
		buf_format(buf, "%s%s", i > 0 ? ", " : "", names->v[i]);
	if (names->n > VOICES_SHOWN)
		buf_format(buf, " and %zu more", names->n - VOICES_SHOWN);
	if (side[0] != '\0')
		buf_format(buf, " (%s)", side);
}

char *
voices_told(const struct voices *voices, bool has_sides)
{
	auto_buf struct buf buf = BUF_INIT(TOLD_BYTES);

	tell(&buf, &voices->clients, "client");
	tell(&buf, &voices->insiders, has_sides ? "company" : "");
	tell(&buf, &voices->guests, "guest");
	return buf_take(&buf);
}

void
voices_release(struct voices *voices)
{
	strv_release(&voices->clients);
	strv_release(&voices->insiders);
	strv_release(&voices->guests);
}
