/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest/reading.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/mail/own.h"
#include "lib/mail/utf8.h"

enum rc
reading_text(struct view *view, struct worker *worker, int64_t post_id,
    char **ret, struct err *err)
{
	auto_free char *raw = NULL;
	auto_facts struct facts *facts = NULL;
	struct err trouble = ERR_INIT;
	size_t n_raw = 0;
	int died = 0;
	enum rc rc = view_raw(view, post_id, &raw, &n_raw, err);

	if (rc != RC_OK)
		return rc;
	rc = worker_parse(worker, raw, n_raw, &facts, &died, &trouble);
	if (rc == RC_TEMP) {
		*err = trouble;
		return rc;
	}
	*ret = facts != NULL ? take(facts->text) : mem_dup("");
	return RC_OK;
}

char *
reading_line(const char *text, size_t max_bytes)
{
	auto_free char *line = utf8_to_line(text, strlen(text));
	size_t n = utf8_cut(line, strlen(line), max_bytes);

	if (line[n] == '\0')
		return take(line);
	return mem_format("%.*s\xe2\x80\xa6", (int)n, line);
}

char *
reading_opening(const char *text, size_t max_bytes)
{
	auto_free char *opening = own_opening(text, strlen(text), max_bytes);

	return reading_line(opening, max_bytes);
}
