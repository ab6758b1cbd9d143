/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/compose.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/address.h"
#include "lib/mail/encoded-word.h"
#include "lib/mail/msgid.h"
#include "lib/mail/quoted-printable.h"
#include "lib/mail/utf8.h"

enum {
	LINE_BYTES = 78, /* should (RFC 5322 2.1.1) */
	LINE_MAX_BYTES = 998, /* must */
};

/* -- one field ------------------------------------------------------------ */

/* A field that is being written, word by word. */
struct writer {
	struct buf *buf;
	size_t n_line; /* bytes on the current line */
	bool is_first; /* no word yet */
};

static struct writer
field_begin(struct buf *buf, const char *name)
{
	buf_puts(buf, name);
	buf_putc(buf, ':');
	return (struct writer){ buf, strlen(name) + 1, true };
}

static void
field_end(struct writer *writer)
{
	buf_putc(writer->buf, '\n');
}

/* Add a word behind a space, on a line of its own where this one would grow
 * too long.  A word that no line can hold is cut by more folds: no valid
 * syntax has one, and no server would take the line. */
static void
field_add(struct writer *writer, const char *word, size_t n_word)
{
	while (n_word > 0) {
		size_t n_max = LINE_MAX_BYTES - 1;
		size_t n = n_word < n_max ? n_word : n_max;
		size_t n_limit = writer->is_first ? LINE_MAX_BYTES : LINE_BYTES;

		if (writer->n_line + 1 + n > n_limit) {
			buf_putc(writer->buf, '\n');
			writer->n_line = 0;
		}
		buf_putc(writer->buf, ' ');
		buf_add(writer->buf, word, n);
		writer->n_line += 1 + n;
		writer->is_first = false;
		word += n;
		n_word -= n;
	}
}

/* Add the words of a line.  Of several spaces in a row the later ones belong
 * to the word behind them, so that unfolding restores the line. */
static void
field_add_line(struct writer *writer, const char *line)
{
	while (*line != '\0') {
		size_t n = strspn(line, " ");

		n += strcspn(line + n, " ");
		field_add(writer, line, n);
		line += n;
		if (*line == ' ')
			line++;
	}
}

static void
field_add_words(struct writer *writer, const struct strv *words)
{
	for (size_t i = 0; i < words->n; i++)
		field_add(writer, words->v[i], strlen(words->v[i]));
}

void
compose_text_field(struct buf *buf, const char *name, const char *value)
{
	struct writer writer = field_begin(buf, name);
	auto_free char *line = utf8_to_line(value, strlen(value));
	auto_strv struct strv words = STRV_INIT;

	if (encoded_word_is_needed(line)) {
		encoded_words(&words, line);
		field_add_words(&writer, &words);
	} else {
		field_add_line(&writer, line);
	}
	field_end(&writer);
}

void
compose_raw_field(struct buf *buf, const char *name, const char *value)
{
	struct writer writer = field_begin(buf, name);
	auto_free char *copy = mem_dup(value);

	for (char *p = copy; *p != '\0'; p++) {
		if (ascii_is_control(*p))
			*p = ' ';
		else if ((unsigned char)*p > 126)
			*p = '?';
	}
	field_add_line(&writer, ascii_trim(copy));
	field_end(&writer);
}

/* -- mailboxes ------------------------------------------------------------ */

/* Words that need no quotes in a phrase (RFC 5322 3.2.3). */
static bool
is_atoms(const char *name)
{
	for (const char *p = name; *p != '\0'; p++) {
		bool is_alnum = (*p >= '0' && *p <= '9') ||
		    (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');

		if (!is_alnum && strchr(" !#$%&'*+-/=?^_`{|}~", *p) == NULL)
			return false;
	}
	return true;
}

static char *
quote(const char *name)
{
	auto_buf struct buf quoted = BUF_INIT(2 * strlen(name) + 2);

	buf_putc(&quoted, '"');
	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			buf_putc(&quoted, '\\');
		buf_putc(&quoted, *p);
	}
	buf_putc(&quoted, '"');
	return buf_take(&quoted);
}

static void
add_phrase(struct strv *words, const char *name)
{
	auto_free char *line = utf8_to_line(name, strlen(name));
	auto_free char *quoted = NULL;

	if (encoded_word_is_needed(line)) {
		encoded_words(words, line);
	} else if (is_atoms(line)) {
		strv_split(words, line, " ");
	} else {
		quoted = quote(line);
		strv_split(words, quoted, " ");
	}
}

static void
add_mailbox(struct strv *words, const char *name, const char *address)
{
	size_t n_before = words->n;

	add_phrase(words, name);
	if (words->n == n_before)
		strv_add(words, address);
	else
		strv_take(words, mem_format("<%s>", address));
}

void
compose_mailboxes_field(
    struct buf *buf, const char *name, const struct mailboxes *mailboxes)
{
	auto_strv struct strv words = STRV_INIT;
	struct writer writer;

	for (size_t i = 0; i < mailboxes->n; i++) {
		const struct mailbox *mailbox = &mailboxes->v[i];

		if (!address_is_safe(mailbox->address))
			continue;
		if (words.n > 0) {
			auto_free char *last = words.v[words.n - 1];

			words.v[words.n - 1] = mem_format("%s,", last);
		}
		add_mailbox(&words, mailbox->name, mailbox->address);
	}
	if (words.n == 0)
		return;
	writer = field_begin(buf, name);
	field_add_words(&writer, &words);
	field_end(&writer);
}

void
compose_mailbox_field(struct buf *buf, const char *name,
    const char *display_name, const char *address)
{
	auto_free char *own_name = mem_dup(display_name);
	auto_free char *own_address = mem_dup(address);
	struct mailbox mailbox = { own_name, own_address };
	struct mailboxes mailboxes = { &mailbox, 1 };

	compose_mailboxes_field(buf, name, &mailboxes);
}

void
compose_ids_field(struct buf *buf, const char *name, const struct strv *ids)
{
	auto_strv struct strv words = STRV_INIT;
	struct writer writer;

	for (size_t i = 0; i < ids->n; i++)
		if (msgid_is_safe(ids->v[i]))
			strv_take(&words, mem_format("<%s>", ids->v[i]));
	if (words.n == 0)
		return;
	writer = field_begin(buf, name);
	field_add_words(&writer, &words);
	field_end(&writer);
}

/* -- the body ------------------------------------------------------------- */

/* May every server pass the text on as it is?  A line that begins with
 * "From " does not survive all of them. */
static bool
is_7bit(const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (n > LINE_MAX_BYTES || strncmp(text, "From ", 5) == 0)
			return false;
		for (size_t i = 0; i < n; i++)
			if ((unsigned char)text[i] > 126)
				return false;
		text += n;
		if (*text == '\n')
			text++;
	}
	return true;
}

void
compose_text_body(struct buf *buf, const char *text)
{
	size_t n_text = strlen(text);
	auto_buf struct buf lines = BUF_INIT(3 * n_text + 1);
	bool is_plain;

	utf8_add_text(&lines, text, n_text);
	if (lines.len > 0 && lines.data[lines.len - 1] != '\n')
		buf_putc(&lines, '\n');
	is_plain = is_7bit(buf_string(&lines));
	compose_raw_field(buf, "MIME-Version", "1.0");
	compose_raw_field(buf, "Content-Type", "text/plain; charset=UTF-8");
	compose_raw_field(buf, "Content-Transfer-Encoding",
	    is_plain ? "7bit" : "quoted-printable");
	buf_putc(buf, '\n');
	if (is_plain)
		buf_add(buf, buf_string(&lines), lines.len);
	else
		quoted_printable_add(buf, buf_string(&lines));
}
