/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archiver/subject.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/match/pattern.h"

/* Prefixes come with a count ("Re[2]:", "Re^2:", "Re(3):"), with a no-break
 * space before the colon (French), with the wide colon. */
#define COUNT "(?:[\\[\\(^]\\d{1,3}[\\]\\)]?)?"
#define COLON "[\\s\\x{a0}\\x{202f}]*[:\\x{ff1a}]"

static const char reply_prefix[] = "^\\s*(?:re|aw|sv|antw|vs|r[eé]f|r[eé]p|"
				   "odp|ynt|res|回复|답장)" COUNT COLON;
static const char other_prefix[] =
    "^\\s*(?:(?:fwd?|tr|wg|vb|rv|i|enc)" COUNT COLON "|\\[[^\\]]{1,60}\\])";

struct subjects {
	struct pattern *reply;
	struct pattern *other;
};

void
subjects_free(struct subjects *subjects)
{
	if (subjects == NULL)
		return;
	pattern_free(subjects->reply);
	pattern_free(subjects->other);
	free(subjects);
}

void
subjects_cleanup(struct subjects **subjects)
{
	subjects_free(*subjects);
}

enum rc
subjects_new(struct subjects **ret, struct err *err)
{
	auto_subjects struct subjects *subjects =
	    mem_zero(1, sizeof(*subjects));
	enum rc rc = pattern_new(reply_prefix, &subjects->reply, err);

	if (rc == RC_OK)
		rc = pattern_new(other_prefix, &subjects->other, err);
	if (rc == RC_OK)
		*ret = take(subjects);
	return rc;
}

/* How many bytes of a prefix stand at the start of text. */
static size_t
prefix_bytes(const struct pattern *pattern, const char *text)
{
	size_t end = 0;

	if (pattern_search(pattern, text, strlen(text), NULL, &end) !=
	    MATCH_YES)
		return 0;
	return end;
}

static const char *
skip_prefixes(
    const struct subjects *subjects, const char *text, bool *ret_is_reply)
{
	size_t n;

	do {
		n = prefix_bytes(subjects->reply, text);
		if (n > 0)
			*ret_is_reply = true;
		else
			n = prefix_bytes(subjects->other, text);
		text += n;
	} while (n > 0);
	return text;
}

/* One space between words, small ASCII letters. */
static size_t
fold_words(const char *text, struct buf *key)
{
	size_t n_words = 0;
	bool in_word = false;

	for (; *text != '\0'; text++) {
		if (ascii_is_space(*text)) {
			in_word = false;
			continue;
		}
		if (!in_word && n_words++ > 0)
			buf_putc(key, ' ');
		in_word = true;
		buf_putc(key, ascii_lower(*text));
	}
	return n_words;
}

char *
subject_key(
    const struct subjects *subjects, const char *subject, bool *ret_is_reply)
{
	struct buf key = BUF_INIT(4096);

	*ret_is_reply = false;
	subject = skip_prefixes(subjects, subject, ret_is_reply);
	if (fold_words(subject, &key) < 2 || buf_is_full(&key))
		buf_clear(&key);
	return buf_take(&key);
}
