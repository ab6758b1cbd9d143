/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/text.h"

#include "digest/wrap.h"
#include "lib/base/mem.h"

static void
write_line(struct buf *buf, const char *text)
{
	if (text != NULL)
		wrap_add(buf, "  ", "  ", text);
}

static void
write_item(struct buf *buf, const struct item *item)
{
	wrap_add(buf, "* ", "  ", item->title);
	write_line(buf, item->asked);
	write_line(buf, item->opening);
	write_line(buf, item->news);
	/* Never broken: it could not be followed. */
	if (item->url != NULL)
		buf_format(buf, "  %s\n", item->url);
	buf_putc(buf, '\n');
}

static void
write_section(struct buf *buf, const struct section *section)
{
	auto_free char *rest = section_rest(section);

	if (section->n == 0)
		return;
	buf_format(buf, "%s: %zu\n\n", section->heading, section->n);
	for (size_t i = 0; i < section->n_shown; i++)
		write_item(buf, &section->v[i]);
	if (rest != NULL)
		buf_format(buf, "... %s.\n\n", rest);
}

void
text_write(const struct digest *digest, struct buf *buf)
{
	wrap_add(buf, "", "", digest->title);
	if (digest->purpose != NULL)
		wrap_add(buf, "", "", digest->purpose);
	wrap_add(buf, "", "", digest->period);
	buf_putc(buf, '\n');
	write_section(buf, &digest->waiting);
	write_section(buf, &digest->talk);
	buf_puts(buf, "-- \n");
	if (digest->closing != NULL)
		wrap_add(buf, "", "", digest->closing);
	if (digest->url != NULL)
		buf_format(buf, "%s\n", digest->url);
}

static size_t
n_lines(struct buf *buf)
{
	const char *text = buf_string(buf);
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static size_t
n_lines_of_item(const struct item *item)
{
	auto_buf struct buf buf = BUF_INIT(TEXT_BYTES);

	write_item(&buf, item);
	return n_lines(&buf);
}

/* Show items while they fit into this many lines; returns what is left. */
static size_t
fill(struct section *section, size_t n_free)
{
	while (section->n_shown < section->n) {
		size_t n = n_lines_of_item(&section->v[section->n_shown]);

		if (n > n_free)
			break;
		n_free -= n;
		section->n_shown++;
	}
	return n_free;
}

void
text_fit(struct digest *digest)
{
	auto_buf struct buf frame = BUF_INIT(TEXT_BYTES);
	size_t n_free, n_waiting;

	/* With nothing shown each section has the line that counts the rest:
	 * the frame is never larger than this. */
	digest->waiting.n_shown = digest->talk.n_shown = 0;
	text_write(digest, &frame);
	n_free = n_lines(&frame);
	n_free = n_free < TEXT_LINES ? TEXT_LINES - n_free : 0;
	n_waiting = digest->talk.n > 0 && n_free > TEXT_WAITING_LINES
	    ? TEXT_WAITING_LINES
	    : n_free;
	n_free -= n_waiting - fill(&digest->waiting, n_waiting);
	n_free = fill(&digest->talk, n_free);
	fill(&digest->waiting, n_free);
}
