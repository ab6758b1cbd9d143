/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/question.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/mail/own.h"

enum { THANKS_WORDS = 25 };

static const char *const thanks[] = { "thank", "thanks", "thx", "merci", NULL };

/* Words that ask for something, or tell that something is wrong. */
static const char *const wishes[] = { "please", "pls", "could", "can", "would",
	"need", "want", "send", "but", "however", "still", "not", "veuillez",
	"pouvez", "pourriez", "pouvons", "envoyez", "besoin", "faut", "svp",
	"mais", "pas", "encore", "toujours", "cependant", NULL };

static bool
is_one_of(const char *word, size_t n, const char *const *words)
{
	for (; *words != NULL; words++)
		if (ascii_equal_n(word, n, *words))
			return true;
	return false;
}

static bool
is_letter(char c)
{
	return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
	    (unsigned char)c > 127 || (c >= '0' && c <= '9');
}

static bool
words_thank(const char *words, size_t n_words)
{
	bool has_thanks = false;
	unsigned n = 0;
	size_t i = 0;

	if (memchr(words, '?', n_words) != NULL)
		return false;
	while (i < n_words) {
		size_t start = i;

		while (i < n_words && is_letter(words[i]))
			i++;
		if (i == start) {
			i++;
			continue;
		}
		if (++n > THANKS_WORDS ||
		    is_one_of(words + start, i - start, wishes))
			return false;
		if (is_one_of(words + start, i - start, thanks))
			has_thanks = true;
	}
	return has_thanks;
}

bool
only_thanks(const char *text, size_t n_text)
{
	auto_buf struct buf own = BUF_INIT(2 * n_text + 2);
	auto_buf struct buf rest = BUF_INIT(2 * n_text + 2);

	own_split(text, n_text, &own, &rest);
	return words_thank(buf_string(&own), own.len);
}
