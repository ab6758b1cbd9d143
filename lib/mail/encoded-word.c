/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/encoded-word.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/mail/utf8.h"

#define Q_BEGIN "=?UTF-8?Q?"
#define B_BEGIN "=?UTF-8?B?"
#define WORD_END "?="

enum {
	WORD_BYTES = 75, /* RFC 2047 2 */
	PAYLOAD_BYTES =
	    WORD_BYTES - (sizeof Q_BEGIN - 1) - (sizeof WORD_END - 1),
	/* Longer words are no words, and a field could not be folded. */
	PLAIN_WORD_BYTES = 200,
};

bool
encoded_word_is_needed(const char *value)
{
	size_t n_word = 0;

	if (strstr(value, "=?") != NULL)
		return true;
	for (const char *p = value; *p != '\0'; p++) {
		if (*p < ' ' || *p > 126)
			return true;
		n_word = *p == ' ' ? 0 : n_word + 1;
		if (n_word > PLAIN_WORD_BYTES)
			return true;
	}
	return false;
}

/* What may stand for itself in a phrase (RFC 2047 5 (3)). */
static bool
is_q_literal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || (c != '\0' && strchr("!*+-/", c));
}

static size_t
q_length(const char *bytes, size_t n_bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < n_bytes; i++)
		n += is_q_literal(bytes[i]) || bytes[i] == ' ' ? 1 : 3;
	return n;
}

static size_t
b_length(size_t n_bytes)
{
	return (n_bytes + 2) / 3 * 4;
}

static void
add_q(struct buf *word, const char *bytes, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++) {
		if (is_q_literal(bytes[i]))
			buf_putc(word, bytes[i]);
		else if (bytes[i] == ' ')
			buf_putc(word, '_');
		else
			buf_format(word, "=%02X", (unsigned char)bytes[i]);
	}
}

static void
add_b(struct buf *word, const char *bytes, size_t n_bytes)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789+/";

	for (size_t i = 0; i < n_bytes; i += 3) {
		unsigned bits = 0;
		size_t n = n_bytes - i < 3 ? n_bytes - i : 3;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 |
			    (k < n ? (unsigned char)bytes[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			buf_putc(word,
			    k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
	}
}

/* How many bytes of the value, in whole characters, fit into one word. */
static size_t
piece_length(const char *value, size_t n_value, bool is_q)
{
	size_t n = 0;

	while (n < n_value) {
		uint32_t code;
		size_t n_char = utf8_char(value + n, n_value - n, &code);
		size_t n_next = n + (n_char == 0 ? 1 : n_char);
		size_t n_encoded =
		    is_q ? q_length(value, n_next) : b_length(n_next);

		if (n_encoded > PAYLOAD_BYTES)
			break;
		n = n_next;
	}
	return n;
}

void
encoded_words(struct strv *words, const char *value)
{
	auto_free char *line = utf8_to_line(value, strlen(value));
	size_t n_left = strlen(line);
	/* Q can be read by people who see it raw: French yes, Chinese no. */
	bool is_q = q_length(line, n_left) <= 2 * b_length(n_left);

	for (const char *p = line; n_left > 0;) {
		auto_buf struct buf word = BUF_INIT(WORD_BYTES);
		size_t n = piece_length(p, n_left, is_q);

		buf_puts(&word, is_q ? Q_BEGIN : B_BEGIN);
		if (is_q)
			add_q(&word, p, n);
		else
			add_b(&word, p, n);
		buf_puts(&word, WORD_END);
		strv_take(words, buf_take(&word));
		p += n;
		n_left -= n;
	}
}
