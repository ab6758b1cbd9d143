/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The header block of a raw message cut into its fields (RFC 5322 2.2), byte
 * for byte.  This is for what must not be altered: it decodes nothing.  The
 * meaning of fields is read by GMime, in facts.c.
 */
#ifndef LIB_MAIL_HEADER_H
#define LIB_MAIL_HEADER_H

#include <stdbool.h>
#include <stddef.h>

/* One field.  All borrowed from the raw bytes.  A line that is no field (no
 * colon, a blank before any field, an mbox From_ line) has n_name 0. */
struct field {
	const char *bytes; /* the whole field, folds and last line end too */
	size_t n_bytes;
	const char *name;
	size_t n_name;
	const char *value; /* behind the colon, without the last line end */
	size_t n_value;
};

/* Where the body begins: behind the first empty line (LF or CRLF), or n_raw
 * when there is none. */
size_t header_end(const char *raw, size_t n_raw);

/* Step through the fields of the block raw[0..n_header).  *pos starts at 0.
 * False at the end. */
bool
header_next(const char *raw, size_t n_header, size_t *pos, struct field *ret);

/* Is this the field's name?  ASCII case does not count. */
bool field_is(const struct field *field, const char *name);

/* The value unfolded (line ends dropped) and trimmed, from the heap.  NULs
 * and other controls become spaces. */
char *field_text(const struct field *field);

#endif
