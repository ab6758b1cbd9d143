/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts-parse.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/utf8.h"

struct reading {
	size_t part; /* index into the facts' parts */
	size_t alternative; /* as in struct place */
	char *html_text; /* NULL: plain */
};

struct readings {
	struct reading *v;
	size_t n;
};

struct readings *
readings_new(void)
{
	return mem_zero(1, sizeof(struct readings));
}

void
readings_free(struct readings *readings)
{
	for (size_t i = 0; i < readings->n; i++)
		free(readings->v[i].html_text);
	free(readings->v);
	free(readings);
}

void
readings_take(struct readings *readings, size_t part, const struct place *place,
    char *html_text)
{
	readings->v =
	    mem_grow(readings->v, readings->n + 1, sizeof *readings->v);
	readings->v[readings->n++] =
	    (struct reading){ part, place->alternative, html_text };
}

static bool
has_plain_twin(const struct readings *readings, const struct reading *reading)
{
	if (reading->alternative == 0)
		return false;
	for (size_t i = 0; i < readings->n; i++)
		if (readings->v[i].html_text == NULL &&
		    readings->v[i].alternative == reading->alternative)
			return true;
	return false;
}

/* Append a text behind an empty line, as much of it as there is room. */
static void
add_reading(struct buf *buf, const char *text, struct facts *facts)
{
	size_t n = strlen(text);
	size_t n_room;

	if (n == 0)
		return;
	if (buf->len > 0)
		buf_puts(buf, "\n");
	n_room = buf->max_bytes - buf->len;
	if (n > n_room)
		facts->is_cut = true;
	buf_add(buf, text, utf8_cut(text, n, n_room));
}

char *
readings_text(const struct readings *readings, struct facts *facts)
{
	auto_buf struct buf text = BUF_INIT(FACTS_TEXT_BYTES);

	for (size_t i = 0; i < readings->n; i++) {
		const struct reading *reading = &readings->v[i];

		if (reading->html_text == NULL)
			add_reading(
			    &text, facts->parts[reading->part].text, facts);
		else if (!has_plain_twin(readings, reading))
			add_reading(&text, reading->html_text, facts);
	}
	return buf_take(&text);
}
