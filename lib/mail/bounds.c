/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/bounds.h"

#include <string.h>

#include "lib/mail/header.h"

static enum rc
field_check(const struct field *field, struct err *err)
{
	/* What is no field at all has no name. */
	int n_name = field->n_name < 70 ? (int)field->n_name : 70;

	if (field->n_bytes <= BOUNDS_FIELD_BYTES)
		return RC_OK;
	return err_set(err, RC_PERM, "5.6.0",
	    "a header field (\"%.*s\") has %zu bytes, the limit is %d; name "
	    "fewer addresses or ids in it",
	    n_name, field->name, field->n_bytes, BOUNDS_FIELD_BYTES);
}

static enum rc
header_check(const char *raw, size_t n_header, struct err *err)
{
	struct field field;
	size_t pos = 0;

	while (header_next(raw, n_header, &pos, &field)) {
		enum rc rc = field_check(&field, err);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* Every line that begins with "--" may be a boundary, and each one costs
 * GMime a part, or a comparison with every boundary that is open. */
static size_t
count_dash_lines(const char *raw, size_t n_raw)
{
	const char *end = raw + n_raw;
	const char *p = raw;
	size_t n = 0;

	while (p != NULL && end - p >= 2) {
		if (p[0] == '-' && p[1] == '-')
			n++;
		p = memchr(p, '\n', (size_t)(end - p));
		if (p != NULL)
			p++;
	}
	return n;
}

enum rc
bounds_check(const char *raw, size_t n_raw, struct err *err)
{
	size_t n_header = header_end(raw, n_raw);
	size_t n_dash_lines;
	enum rc rc;

	if (n_header > BOUNDS_HEADER_BYTES)
		return err_set(err, RC_PERM, "5.6.0",
		    "the header has %zu bytes, the limit is %d; is there an "
		    "empty line before the text?",
		    n_header, BOUNDS_HEADER_BYTES);
	rc = header_check(raw, n_header, err);
	if (rc != RC_OK)
		return rc;
	n_dash_lines = count_dash_lines(raw + n_header, n_raw - n_header);
	if (n_dash_lines > BOUNDS_DASH_LINES)
		return err_set(err, RC_PERM, "5.6.0",
		    "%zu lines begin with \"--\", the limit is %d; attach "
		    "such a text as a file in base64",
		    n_dash_lines, BOUNDS_DASH_LINES);
	return RC_OK;
}
