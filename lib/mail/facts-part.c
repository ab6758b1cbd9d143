/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts-parse.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/charset.h"
#include "lib/mail/flowed.h"
#include "lib/mail/html.h"
#include "lib/mail/opaque.h"
#include "lib/mail/utf8.h"

/* A text may grow when it becomes UTF-8; what is behind this is lost. */
enum { CONVERTED_BYTES = 4 * FACTS_TEXT_BYTES };

/* -- what every part has -------------------------------------------------- */

/* A name that harms no reader of a list of files: no folder in it, no
 * character that turns the order of letters around to hide an ending. */
static void
make_harmless(char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < n;) {
		uint32_t code = 0;
		size_t n_char = utf8_char(name + i, n - i, &code);
		bool is_direction = (code >= 0x202a && code <= 0x202e) ||
		    (code >= 0x2066 && code <= 0x2069) || code == 0x200e ||
		    code == 0x200f;

		if (is_direction || code == '/' || code == '\\')
			memset(name + i, '_', n_char);
		i += n_char;
	}
}

/* RFC 2183 file name, or the older name of the type; GMime decodes both
 * (RFC 2231, and RFC 2047 where it should not be). */
static char *
part_name(struct parse *parse, GMimeObject *object)
{
	const char *name =
	    g_mime_object_get_content_disposition_parameter(object, "filename");
	char *line;

	if (name == NULL || name[0] == '\0')
		name = g_mime_object_get_content_type_parameter(object, "name");
	line = parse_line(parse, name);
	make_harmless(line);
	return line;
}

static bool
says_attachment(GMimeObject *object)
{
	const char *disposition = g_mime_object_get_disposition(object);

	return disposition != NULL && ascii_equal(disposition, "attachment");
}

static struct part *
begin_part(struct parse *parse, GMimeObject *object, const struct place *place)
{
	struct part *part = facts_add_part(parse->facts);
	g_autofree char *type = g_mime_content_type_get_mime_type(
	    g_mime_object_get_content_type(object));

	free(part->type);
	part->type = ascii_make_lower(parse_line(parse, type));
	free(part->name);
	part->name = part_name(parse, object);
	part->is_attachment = part->name[0] != '\0' || says_attachment(object);
	part->is_opaque = place->is_encrypted || opaque_is_type(part->type) ||
	    opaque_is_name(part->name);
	return part;
}

/* -- the content of a leaf ------------------------------------------------ */

/* An encoding that nobody knows leaves the content as it is: encoded. */
static bool
has_unknown_encoding(GMimeObject *object)
{
	const char *value =
	    g_mime_object_get_header(object, "Content-Transfer-Encoding");
	auto_free char *word = NULL;

	if (value == NULL)
		return false;
	word = mem_dup(value);
	word[strcspn(word, "; \t(")] = '\0';
	return word[0] != '\0' &&
	    g_mime_content_encoding_from_string(word) ==
	    GMIME_CONTENT_ENCODING_DEFAULT;
}

/* The decoded content; the caller unrefs it. */
static GByteArray *
leaf_content(GMimePart *leaf)
{
	GMimeDataWrapper *content = g_mime_part_get_content(leaf);
	GByteArray *bytes = g_byte_array_new();
	auto_object GMimeStream *stream =
	    g_mime_stream_mem_new_with_byte_array(bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	if (content != NULL)
		g_mime_data_wrapper_write_to_stream(content, stream);
	return bytes;
}

static void
hash_content(struct part *part, const char *bytes, size_t n_bytes)
{
	g_autofree char *hex = g_compute_checksum_for_data(
	    G_CHECKSUM_SHA256, (const guchar *)bytes, n_bytes);

	part->n_bytes = n_bytes;
	memcpy(part->sha256, hex, sizeof part->sha256);
}

/* -- texts ---------------------------------------------------------------- */

/* Give the part its text, or as much of it as there is room.  What is cut
 * off nobody can look into. */
static void
set_text(struct parse *parse, struct part *part, const char *text, size_t n)
{
	size_t n_room = FACTS_TEXT_BYTES - parse->n_text_bytes;
	size_t n_kept = utf8_cut(text, n, n_room);

	part->text = mem_dup_n(text, n_kept);
	parse->n_text_bytes += n_kept;
	if (n_kept < n) {
		part->is_opaque = true;
		parse->facts->is_cut = true;
	}
	if (opaque_is_text(part->text))
		part->is_opaque = true;
}

static bool
is_parameter(GMimePart *leaf, const char *name, const char *value)
{
	const char *own =
	    g_mime_object_get_content_type_parameter(GMIME_OBJECT(leaf), name);

	return own != NULL && ascii_equal(own, value);
}

static void
set_plain_text(
    struct parse *parse, struct part *part, GMimePart *leaf, struct buf *text)
{
	auto_buf struct buf joined = BUF_INIT(CONVERTED_BYTES);

	if (strcmp(part->type, "text/plain") != 0 ||
	    !is_parameter(leaf, "format", "flowed")) {
		set_text(parse, part, buf_string(text), text->len);
		return;
	}
	flowed_add_text(
	    &joined, buf_string(text), is_parameter(leaf, "delsp", "yes"));
	set_text(parse, part, buf_string(&joined), joined.len);
}

/* Sets the whole text; returns what a person reads of it. */
static char *
set_html_text(struct parse *parse, struct part *part, struct buf *text)
{
	auto_html struct html *html = html_parse(buf_string(text), text->len);
	auto_buf struct buf whole = BUF_INIT(FACTS_TEXT_BYTES);
	auto_buf struct buf read = BUF_INIT(FACTS_TEXT_BYTES);

	if (!html_add_text(html, HTML_WHOLE, &whole)) {
		part->is_opaque = true;
		parse->facts->is_cut = true;
	}
	html_add_text(html, HTML_READ, &read);
	set_text(parse, part, buf_string(&whole), whole.len);
	return buf_take(&read);
}

static void
read_text(struct parse *parse, struct part *part, GMimePart *leaf,
    const struct place *place, const char *bytes, size_t n_bytes)
{
	auto_buf struct buf text = BUF_INIT(CONVERTED_BYTES);
	bool is_html = strcmp(part->type, "text/html") == 0;
	bool is_read =
	    !place->is_inside && !says_attachment(GMIME_OBJECT(leaf));
	auto_free char *html_text = NULL;

	if (n_bytes > FACTS_TEXT_BYTES) {
		n_bytes = FACTS_TEXT_BYTES;
		part->is_opaque = true;
		parse->facts->is_cut = true;
	}
	charset_add_text(&text,
	    g_mime_object_get_content_type_parameter(
		GMIME_OBJECT(leaf), "charset"),
	    bytes, n_bytes);
	if (is_html)
		html_text = set_html_text(parse, part, &text);
	else
		set_plain_text(parse, part, leaf, &text);
	if (is_read && (is_html || strcmp(part->type, "text/plain") == 0))
		readings_take(parse->readings, parse->facts->n_parts - 1, place,
		    take(html_text));
}

/* -- the kinds of parts --------------------------------------------------- */

void
parse_leaf(struct parse *parse, GMimePart *leaf, const struct place *place)
{
	GMimeObject *object = GMIME_OBJECT(leaf);
	struct part *part = begin_part(parse, object, place);
	g_autoptr(GByteArray) content = leaf_content(leaf);
	const char *bytes = (const char *)content->data;

	hash_content(part, bytes, content->len);
	if (parse->content != NULL &&
	    parse->facts->n_parts - 1 == parse->wanted) {
		buf_add(parse->content, bytes, content->len);
		parse->has_content = true;
	}
	/* GMime makes leaves of containers that are encoded, which no RFC
	 * allows, or nested deeper than it goes. */
	if (has_unknown_encoding(object) ||
	    ascii_has_prefix(part->type, "multipart/") ||
	    strcmp(part->type, "message/rfc822") == 0 ||
	    strcmp(part->type, "message/global") == 0)
		part->is_opaque = true;
	if (ascii_has_prefix(part->type, "text/") ||
	    ascii_has_prefix(part->type, "message/"))
		read_text(parse, part, leaf, place, bytes, content->len);
}

void
parse_message_front(
    struct parse *parse, GMimeMessagePart *front, const struct place *place)
{
	static const char *const names[] = { "From", "To", "Cc", "Subject",
		"Date", NULL };
	struct part *part = begin_part(parse, GMIME_OBJECT(front), place);
	GMimeMessage *message = g_mime_message_part_get_message(front);
	auto_buf struct buf text =
	    BUF_INIT(5 * (FACTS_NAME_BYTES + sizeof "Subject: \n"));

	part->is_attachment = true;
	if (message == NULL) {
		part->is_opaque = true;
		return;
	}
	for (size_t i = 0; names[i] != NULL; i++) {
		GMimeHeader *header = g_mime_header_list_get_header(
		    g_mime_object_get_header_list(GMIME_OBJECT(message)),
		    names[i]);
		auto_free char *value = NULL;

		if (header == NULL)
			continue;
		value = parse_line(parse, g_mime_header_get_value(header));
		buf_format(&text, "%s: %s\n", names[i], value);
	}
	set_text(parse, part, buf_string(&text), text.len);
}

void
parse_empty_multipart(
    struct parse *parse, GMimeMultipart *multipart, const struct place *place)
{
	struct part *part = begin_part(parse, GMIME_OBJECT(multipart), place);
	const char *content = g_mime_multipart_get_prologue(multipart);
	auto_buf struct buf text = BUF_INIT(CONVERTED_BYTES);

	part->is_opaque = true;
	if (content == NULL)
		content = "";
	hash_content(part, content, strlen(content));
	charset_add_text(&text, NULL, content,
	    utf8_cut(content, strlen(content), FACTS_TEXT_BYTES));
	set_text(parse, part, buf_string(&text), text.len);
}
